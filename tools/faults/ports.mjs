import { listens } from '../database/mariadb.mjs';

/** Below the ports that systems give to whoever asks for any: nobody takes one of these between two starts of a server. */
const [FIRST, SIZE] = [20_000, 10_000];
let next = (process.pid * 40) % SIZE;

/** So many ports in a row that nobody listens at; the first of them. */
export async function quietPorts(count = 1) {
  for (;;) {
    if (next + count > SIZE) next = 0;
    const base = FIRST + next;
    next += count;
    const taken = await Promise.all(Array.from({ length: count }, (_, n) => listens(base + n)));
    if (!taken.includes(true)) return base;
  }
}
