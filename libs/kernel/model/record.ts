import type { Class } from './field.ts';
import { Integer, Moment, Ref, Text } from './fields.ts';

/** What a model says about its kind of record as a whole. */
export interface RecordInfo {
  /** The kind's name, and the first half of its permissions: 'customer'. */
  readonly name: string;
  /** The last part of its address: 'customers'. */
  readonly path: string;
  /** The table, when it is not the name. */
  readonly table?: string;
  /** Fields that full text search looks at. */
  readonly search?: readonly string[];
  /** The field that names a record to people; 'name' unless said otherwise. */
  readonly title?: string;
  /** Order of a list that asks for none. */
  readonly order?: string;
  /** False: records belong to nobody and every reach means all. */
  readonly owned?: boolean;
  /** Questions a list answers that no field does, each asked by `name=true`. */
  readonly asks?: readonly string[];
}

export const VERBS = ['read', 'create', 'update', 'delete', 'assign', 'export', 'import', 'bulk'] as const;
export type Verb = (typeof VERBS)[number];

const infos = new Map<Class, Required<RecordInfo>>();

/** Marks a class as the model of a kind of record. */
export function RecordOf(info: RecordInfo) {
  return (of: Class<RecordView>): void => {
    infos.set(of, { table: info.name, search: [], title: 'name', order: '-createdAt', owned: true, asks: [], ...info });
  };
}

/** What the model says about its kind. Throws for a class without `@RecordOf`. */
export function recordOf(of: Class): Required<RecordInfo> {
  for (let at: unknown = of; typeof at === 'function'; at = Object.getPrototypeOf(at)) {
    const info = infos.get(at as Class);
    if (info) return info;
  }
  throw new Error(`${of.name} is not marked with @RecordOf`);
}

/** Every model that was loaded. */
export const models = (): Class<RecordView>[] => [...infos.keys()] as Class<RecordView>[];
export const modelNamed = (name: string): Class<RecordView> | undefined =>
  models().find((model) => recordOf(model).name === name);

/** What every record answers with. */
export abstract class RecordView {
  @Ref('self', { filter: true }) id!: string;
  @Integer({ adds: false }) version!: number;
  @Ref('user', { optional: true, filter: true }) ownerId!: string | null;
  @Ref('team', { optional: true, filter: true }) teamId!: string | null;
  @Moment({ filter: true, sort: true }) createdAt!: string;
  @Ref('user', { optional: true }) createdById!: string | null;
  @Moment() updatedAt!: string;
  @Ref('user', { optional: true }) updatedById!: string | null;
  @Moment({ optional: true }) deletedAt!: string | null;
  @Text({ optional: true, max: 40 }) externalSource!: string | null;
  @Text({ optional: true, max: 191 }) externalId!: string | null;

  /** The permissions of this kind: `Customer.may.update` is 'customer.update'. */
  static get may(): { readonly [V in Verb]: string } {
    const { name } = recordOf(this);
    return Object.fromEntries(VERBS.map((verb) => [verb, `${name}.${verb}`])) as { [V in Verb]: string };
  }
}
