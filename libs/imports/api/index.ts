import { IMPORT_KINDS, importsWords } from '#imports/model';
import type { Slice } from '#kernel/api';
import { ImportsModule } from './imports.module.ts';
import { importBlocks } from './migrations/20261125-import-blocks.ts';
import { importReading } from './migrations/20261124-import-reading.ts';
import { importsTables } from './migrations/20261124-imports.ts';

export * from './imports.module.ts';
export const imports: Slice = {
  name: 'imports', module: ImportsModule, migrations: [importsTables, importReading, importBlocks], words: importsWords,
  permissions: IMPORT_KINDS.map((kind) => `${kind}.import`),
};
