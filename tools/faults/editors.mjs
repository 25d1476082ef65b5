import { setTimeout as sleep } from 'node:timers/promises';
import { conclude } from './settle.mjs';

const UNIT = 1000;
const PRICE = 10_000;
/** A number that nobody else has, in this run or another. */
const digits = (text, many) => text.slice(-many).padStart(many, '0');
const phoneOf = (marker) => {
  const [run, nth] = marker.slice(1).split('-');
  return `13${digits(run, 4)}${digits(nth, 5)}`;
};

/** People who work without a pause, each on records of their own, and take down what they were told. */
export class Editors {
  #busy = false;
  #working = null;
  constructor(world, journal, random) {
    Object.assign(this, { world, journal, random });
  }

  begin(people = 8) {
    this.#busy = true;
    this.#working = Promise.all(Array.from({ length: people }, () => this.#person()));
  }
  async stop() {
    this.#busy = false;
    await this.#working;
  }
  /** Waits until so many operations more were acknowledged. */
  async acknowledged(more, withinMs = 20_000) {
    const [wanted, until] = [this.journal.count('acknowledged') + more, Date.now() + withinMs];
    while (this.journal.count('acknowledged') < wanted && Date.now() < until) await sleep(20);
    return this.journal.count('acknowledged') >= wanted;
  }

  async #person() {
    const own = { customer: [], contact: [], opportunity: [] };
    while (this.#busy) {
      const begun = performance.now();
      await this.#act(own);
      // Whoever is refused at once does not knock a thousand times.
      if (performance.now() - begun < 5) await sleep(5);
    }
  }

  #act(own) {
    const { random } = this;
    const kind = random.of(['customer', 'customer', 'contact', 'opportunity', 'opportunity']);
    const mine = own[kind];
    const dice = random.below(10);
    if (mine.length < 3 || dice < 3) return this.#create(kind, mine);
    if (dice === 3 && kind === 'customer') return this.#remove(mine);
    if (dice === 4 && kind === 'customer') return this.#attach(random.of(mine));
    if (dice === 5) return this.#carry();
    return this.#change(kind, mine);
  }

  async #create(kind, mine) {
    const { productId } = this.world.given;
    const bodies = {
      customer: (marker) => ({ name: marker, kind: 'company', status: 'active' }),
      contact: (marker) => ({ name: marker, phones: [phoneOf(marker)] }),
      opportunity: (marker) => ({ name: marker, lines: [1, 2].map(() => ({ productId, quantity: UNIT, price: 50 * PRICE })) }),
    };
    const path = { customer: '/customers', contact: '/contacts', opportunity: '/opportunities' }[kind];
    const entry = await this.#send(`create ${kind}`, { method: 'POST', path, body: bodies[kind] });
    if (entry.state === 'acknowledged') mine.push({ id: entry.answer.id, version: 1 });
  }

  async #change(kind, mine) {
    const at = this.random.below(mine.length);
    const { id, version } = mine[at];
    const moved = this.random.below(50) * 100;
    const { productId } = this.world.given;
    const bodies = {
      customer: (marker) => ({ note: marker, employees: version }),
      contact: (marker) => ({ title: marker, phones: [phoneOf(marker)] }),
      // What one line gives the other one takes: the deal is worth the same.
      opportunity: (marker) => ({ note: marker, lines: [50 * PRICE - moved, 50 * PRICE + moved].map((price) => ({ productId, quantity: UNIT, price })) }),
    };
    const path = { customer: '/customers', contact: '/contacts', opportunity: '/opportunities' }[kind];
    const entry = await this.#send(`change ${kind}`, { method: 'PATCH', path: `${path}/${id}`, version, body: bodies[kind], about: id });
    if (entry.state === 'acknowledged') mine[at] = { id, version: version + 1 };
    else mine.splice(at, 1);
  }

  async #remove(mine) {
    const [{ id, version }] = mine.splice(this.random.below(mine.length), 1);
    await this.#send('delete customer', { method: 'DELETE', path: `/customers/${id}`, version, about: id });
  }

  async #attach({ id }) {
    const entry = { method: 'POST', path: `/documents?kind=customer&recordId=${id}`, about: id };
    const n = this.journal.entries.length + 1;
    entry.bytes = { name: `f${this.journal.seed}-${n}.txt`, content: `Contents of file ${n}\n`.repeat(1 + this.random.below(400)) };
    await this.#send('attach', entry);
  }

  /** Carries goods from one warehouse to the other: nothing of them may get lost on the way. */
  async #carry() {
    const { warehouses, stockedId } = this.world.given;
    const [fromId, toId] = this.random.below(2) ? warehouses : [...warehouses].reverse();
    const body = (marker) => ({ fromId, toId, lines: [{ productId: stockedId, quantity: (1 + this.random.below(3)) * UNIT }], reason: marker });
    await this.#send('carry', { method: 'POST', path: '/stock/transfer', body });
  }

  /** Sends, and after a lost answer asks again like a sensible client; what stays unknown is asked again at the end. */
  async #send(what, request) {
    const { journal, world } = this;
    const entry = journal.open(what, request);
    await journal.send(entry, world.door(), world.authorizationFor(entry));
    for (let tries = 0; tries < 2 && entry.state === 'unknown' && this.#busy; tries++) {
      await sleep(150);
      await conclude(world, journal, entry);
    }
    return entry;
  }
}
