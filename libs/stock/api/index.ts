import type { Slice } from '#kernel/api';
import { stockWords } from '#stock/model';
import { stockTables } from './migrations/20261125-stock.ts';
import { StockModule } from './stock.module.ts';

export * from './stock.module.ts';
export * from './stock.service.ts';
export * from './stock-ledger.ts';
export * from './stock-watch.ts';
export * from './warehouse.service.ts';
export const stock: Slice = { name: 'stock', module: StockModule, migrations: [stockTables], words: stockWords, permissions: ['stock.move'] };
