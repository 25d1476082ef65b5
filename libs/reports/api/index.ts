import type { Slice } from '#kernel/api';
import { reportsWords } from '#reports/model';
import { ReportsModule } from './reports.module.ts';

export * from './reports.module.ts';
export const reports: Slice = { name: 'reports', module: ReportsModule, migrations: [], words: reportsWords };
