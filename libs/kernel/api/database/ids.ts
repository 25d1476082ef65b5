import { randomFillSync } from 'node:crypto';

let lastMs = 0;
let counter = 0;
/** Randomness is drawn for 512 ids at once: one draw costs as much as twenty ids. */
const pool = Buffer.alloc(4096);
let drawn = pool.length;

/** A UUIDv7 (RFC 9562) that rises within this process: a 12-bit counter orders ids of one millisecond. */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs++;
    counter = 0;
  }
  const time = lastMs.toString(16).padStart(12, '0');
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  pool[drawn] = ((pool[drawn] ?? 0) & 0x3f) | 0x80;
  const tail = pool.toString('hex', drawn, (drawn += 8));
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
