// After the build of the UI: each of its texts once more as Brotli, so that no request waits for it, and an error when a page costs more JavaScript than it may.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const WEB = fileURLToPath(new URL('../dist/web', import.meta.url));
export const LIMITS = { initial: 250_000, chunk: 80_000 };
/** Chunks that nobody loads who does not look at a chart. */
const excused = (name) => name.startsWith('echarts-');

const compressed = (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });

/** The scripts that a page waits for: those it names, and what they import. */
export function initialOf(folder) {
  const found = new Set();
  const add = (name) => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, other] of readFileSync(join(folder, name), 'utf8').matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) add(other);
  };
  for (const [, name] of readFileSync(join(folder, 'index.html'), 'utf8').matchAll(/(?:src|href)="\/?([\w.-]+\.js)"/g)) add(name);
  return found;
}

/** Compressed bytes of every script, and which of them are loaded first. */
export function sizesOf(folder = WEB) {
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const sizes = new Map(scripts.map((name) => [name, readFileSync(join(folder, `${name}.br`)).length]));
  const first = initialOf(folder);
  const initial = [...first].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  const later = [...sizes].filter(([name]) => !first.has(name));
  return { first, initial, excused, over: later.filter(([name, size]) => size > LIMITS.chunk && !excused(name)) };
}

function pack() {
  for (const name of readdirSync(WEB)) {
    if (/\.(js|css|svg)$/.test(name)) writeFileSync(join(WEB, `${name}.br`), compressed(readFileSync(join(WEB, name))));
  }
  const { initial, over } = sizesOf();
  if (initial <= LIMITS.initial && over.length === 0) return true;
  if (initial > LIMITS.initial) process.stderr.write(`The first page costs ${initial} bytes of compressed JavaScript; it may cost ${LIMITS.initial}.\n`);
  for (const [name, size] of over) process.stderr.write(`${name} has ${size} compressed bytes; it may have ${LIMITS.chunk}.\n`);
  return false;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = pack() ? 0 : 1;
