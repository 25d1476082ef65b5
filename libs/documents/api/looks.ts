import { isText, type Looks } from '#kernel/api';

const starts = (...with_: string[]) => (start: string) => with_.some((one) => start.startsWith(one));
const ZIP = starts('PK\x03\x04');
const OLE = starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1');
const JPEG = starts('\xff\xd8\xff');
const TIFF = starts('II*\0', 'MM\0*');

/** What a document looks like at its start, by the ending of its name. Nothing that a browser would run is among them. */
export const DOCUMENT_LOOKS: Looks = {
  pdf: starts('%PDF-'), ofd: ZIP, docx: ZIP, xlsx: ZIP, pptx: ZIP, doc: OLE, xls: OLE, ppt: OLE, txt: isText, csv: isText,
  png: starts('\x89PNG\r\n\x1a\n'), jpg: JPEG, jpeg: JPEG, gif: starts('GIF87a', 'GIF89a'), tif: TIFF, tiff: TIFF,
  webp: (start) => start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP', heic: (start) => start.slice(4, 8) === 'ftyp' && /^(heic|heix|mif1|msf1|heim|heis)/.test(start.slice(8, 12)),
}; // prettier-ignore
