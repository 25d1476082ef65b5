// The encrypted lists as Rapport writes them: its own modules seal the values of the generator and open those of the bare handler.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../dist/apps/api/src/app.module.js';
import { readConfig } from '../../dist/apps/api/src/config.js';
import { isListed } from '../../dist/libs/kernel/model/list-query.js';
import { KeyRing } from '../../dist/libs/kernel/api/keys/key-ring.js';
import { Sealing } from '../../dist/libs/kernel/api/records/sealing.js';
import { tableOf } from '../../dist/libs/kernel/api/records/table.js';

const NAMES = ['value', 'blind', 'tail'];

/** `entry` gives the columns of an entry of a list, `open` its text again; `close` closes a value beside the records, `end` lets the database go. */
export async function openSealing(url, data) {
  const config = readConfig({ DATABASE_URL: url, DATA_DIR: data, LOG_LEVEL: 'silent' });
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger: false });
  const [sealing, keys] = [app.get(Sealing, { strict: false }), app.get(KeyRing, { strict: false })];
  return {
    entry(kind, list, row, text) {
      const table = tableOf(kind);
      const field = table.texts.find(({ name }) => name === list);
      if (!field.encrypted) return { value: text };
      return Object.fromEntries(sealing.entryCells(table, field, row, text).map((value, at) => [NAMES[at], value]));
    },
    close: (table, column, row, value) => sealing.close(table, column, row, value),
    open: (table, row, text) => (text.startsWith('v1.') ? keys.unseal({ table, column: 'value', row }, text) : text),
    /** The columns a list of a kind tells. */
    listed: (kind) => tableOf(kind).columns.filter(isListed).map(({ name }) => name),
    end: () => app.close(),
  };
}
