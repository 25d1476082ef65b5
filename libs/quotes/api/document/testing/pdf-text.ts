import { inflateSync } from 'node:zlib';

/** The text of a PDF as our printer writes them, without its blanks: every show operator through the map of its font. */
export function pdfText(bytes: Buffer): string {
  const raw = bytes.toString('latin1');
  const objects = new Map([...raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [id as string, body as string]));
  const streamOf = (body: string): string => {
    const found = /stream\n([\s\S]*?)\nendstream/.exec(body)?.[1];
    if (found === undefined) return '';
    return body.includes('/FlateDecode') ? inflateSync(Buffer.from(found, 'latin1')).toString('latin1') : found;
  };
  const fonts = new Map<string, Map<string, string>>();
  for (const body of objects.values()) {
    for (const [, name, id] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id as string) ?? '')?.[1];
      if (map) fonts.set(name as string, lettersOf(streamOf(objects.get(map) ?? '')));
    }
  }
  return [...objects.values()].map(streamOf).filter((stream) => / T[jJ]\b/.test(stream)).map((stream) => shown(stream, fonts)).join('\n').replace(/[^\S\n]/g, '');
}

function lettersOf(map: string): Map<string, string> {
  const letters = new Map<string, string>();
  const textOf = (hex: string) => Buffer.from(hex.replace(/\s/g, ''), 'hex').swap16().toString('utf16le');
  for (const [, from, , list] of map.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*\[([^\]]*)\]/gi)) {
    [...(list as string).matchAll(/<([0-9a-f\s]*)>/gi)].forEach(([, hex], index) => letters.set((Number.parseInt(from as string, 16) + index).toString(16).padStart(4, '0'), textOf(hex as string)));
  }
  return letters;
}

function shown(stream: string, fonts: Map<string, Map<string, string>>): string {
  let letters = new Map<string, string>();
  let text = '';
  for (const [, font, list] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font) letters = fonts.get(font) ?? letters;
    else for (const [, hex] of (list as string).matchAll(/<([0-9a-f]*)>/gi)) text += (hex as string).match(/.{4}/g)?.map((code) => letters.get(code.toLowerCase()) ?? '?').join('') ?? '';
  }
  return text;
}
