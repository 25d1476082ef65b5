import { createRequire } from 'node:module';
import { readFonts } from './fonts.ts';

/** A document in pdfmake's words. */
export type Content = string | readonly Content[] | { readonly [word: string]: unknown };
interface Printer {
  createPdfKitDocument(definition: object): Promise<NodeJS.EventEmitter & { end(): void }>;
}
type PrinterClass = new (fonts: object, files: object, urls: object, localFiles: () => boolean) => Printer;
const load = createRequire(import.meta.url);

/** Makes a PDF. It reads no file and no address: what is in it is what it is given. */
export async function pdfOf(definition: object): Promise<Buffer> {
  const { default: Made } = load('pdfmake/js/Printer.js') as { default: PrinterClass };
  const fonts = await readFonts();
  const files = { existsSync: (name: string) => fonts.has(name), readFileSync: (name: string) => fonts.get(name) };
  const nowhere = { resolve: () => undefined, resolved: () => Promise.resolve() };
  const document = await new Made({ noto: { normal: 'normal', bold: 'bold', italics: 'normal', bolditalics: 'bold' } }, files, nowhere, () => false).createPdfKitDocument(definition);
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => done(Buffer.concat(chunks)));
    document.on('error', fail);
    document.end();
  });
}
