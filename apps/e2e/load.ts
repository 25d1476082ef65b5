import { randomUUID } from 'node:crypto';
import type { Fleet, Heard } from './fleet.ts';

export interface Done {
  readonly requests: number;
  /** What went wrong: nothing should. */
  readonly failures: readonly string[];
  readonly created: number;
}

/** People who create, change, read and find contacts without a pause until told to stop; each works on records of their own. */
export async function load(fleet: Fleet, busy: () => boolean, people = 6): Promise<Done> {
  const failures: string[] = [];
  let [requests, created] = [0, 0];
  const ask = async (wanted: readonly number[], ...call: Parameters<Fleet['ask']>) => {
    requests++;
    const heard = await fleet.ask(...call).catch((error: unknown): Heard => ({ status: 0, json: { error: String(error) }, again: false }));
    // A change whose answer was lost with its instance is found done when it is sent again.
    const known = heard.again && heard.status === 412;
    if (!wanted.includes(heard.status) && !known) failures.push(`${call[0]} ${call[1]}: ${heard.status} ${JSON.stringify(heard.json).slice(0, 200)}`);
    return heard;
  };
  const person = async (index: number) => {
    for (let round = 0; busy(); round++) {
      const phone = `136${index}${String(round).padStart(7, '0')}`;
      const made = await ask([201], 'POST', '/contacts', { name: `Load ${index} ${round}`, phones: [phone] }, { 'idempotency-key': randomUUID() });
      if (made.status !== 201) continue;
      created++;
      await ask([200], 'PATCH', `/contacts/${made.json['id']}`, { title: `Round ${round}` }, { 'if-match': '"1"' });
      const read = await ask([200], 'GET', `/contacts/${made.json['id']}`);
      if (read.json['phones']?.[0] !== `+86${phone}` || read.json['title'] !== `Round ${round}`) failures.push(`read ${JSON.stringify(read.json).slice(0, 200)}`);
      const found = await ask([200], 'GET', `/contacts?phones=${phone}`);
      if (found.json['items']?.length !== 1) failures.push(`found ${found.json['items']?.length} of ${phone}`);
    }
  };
  await Promise.all(Array.from({ length: people }, (_, index) => person(index)));
  return { requests, failures, created };
}
