import { IMPORT_KINDS, importRoomWords, importsWords } from '#imports/model';
import { together, type Slice, type TablesData } from '#kernel/api';
import { ImportsModule } from './imports.module.ts';
import { importBlocks } from './migrations/20261125-import-blocks.ts';
import { importUndone } from './migrations/20261125-import-undone.ts';
import { importReading } from './migrations/20261124-import-reading.ts';
import { importsTables } from './migrations/20261124-imports.ts';

export * from './import-retention.service.ts';
export * from './imports.module.ts';
const DATA: TablesData = {
  import: { keep: 'installation', system: 'id kind state rows done delimiter reading userId createdAt position tally', internal: 'name', confidential: 'columns mapping report' },
  import_block: { keep: 'imports', system: 'importId line', confidential: 'cells' },
  import_finding: { keep: 'imports', system: 'importId line', confidential: 'cells faults' },
  import_made: { keep: 'imports', system: 'importId position', confidential: 'records' },
  import_undone: { keep: 'imports', system: 'importId position kept', confidential: 'results' },
  import_mapping: { keep: 'installation', system: 'id kind signature shared userId usedAt', internal: 'name', confidential: 'mapping' },
};
export const imports: Slice = {
  name: 'imports', module: ImportsModule, migrations: [importsTables, importReading, importBlocks, importUndone], words: together(importsWords, importRoomWords), data: DATA,
  permissions: IMPORT_KINDS.map((kind) => `${kind}.import`),
};
