import { bulkWords } from '#bulk/model';
import type { Slice } from '#kernel/api';
import { BulkModule } from './bulk.module.ts';
import { bulkTables } from './migrations/20261124-bulk.ts';

export * from './bulk.module.ts';
export const bulk: Slice = { name: 'bulk', module: BulkModule, migrations: [bulkTables], words: bulkWords };
