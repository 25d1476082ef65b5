import { event, type Named } from '#kernel/model';

/** What may be kept, by the ending of its name: the type it is served as. */
export const DOCUMENT_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf', ofd: 'application/ofd', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', heic: 'image/heic', tif: 'image/tiff', tiff: 'image/tiff',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword', xls: 'application/vnd.ms-excel', ppt: 'application/vnd.ms-powerpoint', txt: 'text/plain; charset=utf-8', csv: 'text/csv; charset=utf-8',
}; // prettier-ignore
/** What can be shown on a page: drawn anew, so that nothing in it acts. Everything else is downloaded. */
export const SHOWABLE: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
export const MOST_BYTES = 25 * 1024 * 1024;
/** What one person brings within a day: nobody fills the disk alone. */
export const MOST_A_DAY = 2 * 1024 ** 3;
/** Documents a record may have, and versions a document may have. */
export const MOST_DOCUMENTS = 200;
export const MOST_VERSIONS = 100;

/** A state of a document: the bytes somebody brought at a moment. */
export interface DocumentVersion {
  readonly revision: number;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  readonly createdAt: string;
  readonly createdById: string | null;
  readonly createdBy?: Named | null;
}
/** A file that hangs on a record, with its versions, the newest first. */
export interface DocumentView {
  readonly id: string;
  readonly kind: string;
  readonly recordId: string;
  readonly name: string;
  readonly createdAt: string;
  readonly versions: readonly DocumentVersion[];
}

interface Hanging {
  readonly id: string;
  readonly kind: string;
  readonly recordId: string;
}
/** Told within the unit of work: whoever has the record may refuse. */
export const DocumentAdded = event<Hanging>('document.added');
export const DocumentRemoved = event<Hanging>('document.removed');
