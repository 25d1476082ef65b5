import { bulkWords } from '#bulk/model';
import type { Slice, TablesData } from '#kernel/api';
import { BulkModule } from './bulk.module.ts';
import { bulkTables } from './migrations/20261124-bulk.ts';

export * from './bulk.module.ts';
export type { Cell } from './export-cells.ts';
export { csvOf, xlsxOf } from './export-file.ts';
const DATA: TablesData = {
  bulk: { keep: 'installation', system: 'id kind action state total userId createdAt', confidential: 'asked' },
  bulk_row: { keep: 'installation', system: 'bulkId position recordId outcome code version', internal: 'name', confidential: 'before' },
  export: { keep: 'day', system: 'id kind format state rows code userId createdAt', confidential: 'asked' },
};
export const bulk: Slice = { name: 'bulk', module: BulkModule, migrations: [bulkTables], words: bulkWords, data: DATA };
