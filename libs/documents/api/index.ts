import type { Slice, TablesData } from '#kernel/api';
import { documentsWords } from '#documents/model';
import { DocumentsModule } from './documents.module.ts';
import { documentTables } from './migrations/20261125-documents.ts';
import { documentQuota } from './migrations/20261126-document-quota.ts';

export { DocumentSweep } from './document-sweep.service.ts';
export * from './documents.module.ts';
export * from './documents.service.ts';
const DATA: TablesData = {
  document: { keep: 'record', system: 'id recordKind recordId createdAt deletedAt', internal: 'name' },
  document_version: { keep: 'record', system: 'documentId revision type size sha256 createdAt createdById', internal: 'name' },
  file_content: { keep: 'record', system: 'id size createdAt', secret: 'secret' },
};
export const documents: Slice = { name: 'documents', module: DocumentsModule, migrations: [documentTables, documentQuota], words: documentsWords, data: DATA };
