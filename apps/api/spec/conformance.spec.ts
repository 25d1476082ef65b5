import { getMetadataStorage } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { ROLES } from '#accounts/model';
import { Dictionary, driftOf, migrationsOf, recordTables, routesOf, shapesOf, shapesOfRecord } from '#kernel/api';
import { fieldsOf, models, recordOf, RecordView, type Class } from '#kernel/model';
import { SLICES } from '../src/slices.ts';

const stored = recordTables();
const common = new Set(fieldsOf(RecordView).map(({ name }) => name));

describe('every model', () => {
  it('is stored by a slice', () => {
    expect(models().map((model) => recordOf(model).name).sort()).toEqual(stored.map(({ info }) => info.name).sort());
  });

  it('is read by others than administrators, but for what is theirs alone', () => {
    const read = (name: string) => ROLES.some(({ grants }) => grants[`${name}.read`]);
    expect(models().map((model) => recordOf(model).name).filter((name) => !read(name)).sort()).toEqual(['contact-link', 'role', 'team', 'user']);
  });

  it('declares its rules by the kernel’s decorators alone', () => {
    const stray = models().flatMap((model) =>
      getMetadataStorage().getTargetValidationMetadatas(model as never, '', true, false).filter(({ propertyName }) => !fieldsOf(model).some(({ name }) => name === propertyName)),
    );
    expect(stray).toEqual([]);
  });

  it('has an index for every sort it offers', () => {
    const missing = stored.flatMap(({ info, columns, indexes = [] }) =>
      columns
        .filter(({ sort, name }) => sort && !common.has(name))
        .filter(({ name }) => !indexes.some((index) => index[0] === 'deletedKey' && index[1] === name))
        .map(({ name }) => `${info.name}.${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('has an index for every filter it offers, where records are many', () => {
    const leads = (index: readonly string[]) => (index[0] === 'deletedKey' ? index[1] : index[0]);
    const missing = stored
      .filter(({ info }) => info.owned && info.name !== 'view')
      .flatMap(({ info, columns, indexes = [], unique = [] }) =>
        columns
          .filter(({ filter, sensitive, name }) => filter && sensitive === 0 && !common.has(name))
          .filter(({ name }) => ![...indexes, ...unique].some((index) => leads(index) === name))
          .map(({ name }) => `${info.name}.${name}`),
      );
    expect(missing).toEqual([]);
  });
});

const words = new Dictionary(SLICES.map((slice) => slice.words));

describe('every word', () => {
  it('is there in both languages', () => {
    expect(words.keys('zh-CN').sort()).toEqual(words.keys('en').sort());
  });

  it('is there for every record, field and choice', () => {
    const wanted = (model: Class) => {
      const { name } = recordOf(model);
      const own = fieldsOf(model).filter((field) => !common.has(field.name));
      const choices = own.flatMap((field) => (field.choices ?? []).map((choice) => `${name}.${field.name}.${choice}`));
      return [`${name}.one`, `${name}.many`, ...own.map((field) => `${name}.field.${field.name}`), ...choices];
    };
    expect(models().flatMap(wanted).filter((key) => !words.has('en', key))).toEqual([]);
  });

  it('is there for every option set', () => {
    const sets = models().flatMap((model) => fieldsOf(model).flatMap(({ set }) => set ?? []));
    expect(sets.filter((set) => !words.has('en', `setting.set.${set}`))).toEqual([]);
  });
});

describe('every table', () => {
  onEachDatabase((house) => {
    it('is what the models and the migrations say: no drift', async () => {
      const created = shapesOf(migrationsOf(SLICES));
      const ofModels = stored.flatMap(shapesOfRecord);
      const names = new Set(ofModels.map(({ name }) => name));
      const plain = created.filter(({ name }) => !names.has(name));
      expect(await driftOf({ url: house.url }, [...ofModels, ...plain])).toEqual([]);
    });

    it('is behind permissions that have a name', () => {
      const kinds = new Set(stored.map(({ info }) => info.name));
      const needs = new Set(routesOf(house.app).flatMap(({ needs: need }) => (need?.includes('.') ? need : [])));
      const nameOf = (need: string) => (kinds.has(need.split('.')[0] ?? '') ? `role.verb.${need.split('.')[1]}` : `role.feature.${need.replace('.', '-')}`);
      expect([...needs].map(nameOf).filter((key) => !words.has('en', key))).toEqual([]);
    });

    it('is behind routes that say what they need', () => {
      const routes = routesOf(house.app);
      expect(routes.length).toBeGreaterThan(20);
      expect(routes.filter(({ needs }) => needs === undefined)).toEqual([]);
      expect(routes.filter(({ needs }) => needs === null).map(({ path }) => path).sort()).toEqual([
        '/api/v1/auth/email-by-token', '/api/v1/auth/factor', '/api/v1/auth/forgot', '/api/v1/auth/login', '/api/v1/auth/logout', '/api/v1/auth/passkey', '/api/v1/auth/passkey/question',
        '/api/v1/auth/password-by-token', '/api/v1/auth/refresh', '/api/v1/auth/sso/finish', '/api/v1/auth/sso/start', '/api/v1/auth/ways', '/api/v1/csp-reports', '/api/v1/offers/answer', '/api/v1/offers/document', '/api/v1/offers/open', '/api/v1/setup',
        '/health/live', '/health/ready',
      ]); // prettier-ignore
    });
  });
});
