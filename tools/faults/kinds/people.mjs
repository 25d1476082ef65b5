import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { faultOf } from '../journal.mjs';

/** What people and programs do to the server, knowingly or not. */
export const PEOPLE = [
  {
    name: 'sent many times', short: ['sqlite'],
    async strike({ world, journal }) {
      for (let n = 0; n < 6; n++) {
        const entry = journal.open('create customer', { method: 'POST', path: '/customers', body: (marker) => ({ name: marker, kind: 'company', status: 'active' }) });
        const copies = Array.from({ length: 50 }, () => ({ ...entry }));
        await Promise.all(copies.map((copy) => journal.send(copy, world.door(), world.authorizationFor(copy))));
        const ids = new Set(copies.flatMap(({ state, answer }) => (state === 'acknowledged' ? answer.id : [])));
        if (ids.size > 1) journal.faults.push(`D5: fifty copies of ${entry.marker} were answered with ${ids.size} records`);
        Object.assign(entry, copies.find(({ state }) => state === 'acknowledged') ?? { state: 'unknown' });
      }
    },
  },
  {
    name: 'edited by many at once',
    async strike({ world, journal }) {
      const made = await Promise.all(Array.from({ length: 4 }, () => {
        const entry = journal.open('create customer', { method: 'POST', path: '/customers', body: (marker) => ({ name: marker, kind: 'company', status: 'active' }) });
        return journal.send(entry, world.door(), world.authorizationFor(entry));
      })); // prettier-ignore
      await Promise.all(Array.from({ length: 20 }, async (_, editor) => {
        const { answer } = made[editor % made.length];
        let version = 1;
        for (let round = 0; round < 10; round++) {
          const entry = journal.open('change customer', { method: 'PATCH', path: `/customers/${answer.id}`, version, about: answer.id, body: (marker) => ({ note: marker }) });
          await journal.send(entry, world.door(), world.authorizationFor(entry));
          // Whoever is late is told how it stands now.
          version = entry.answer?.version ?? entry.answer?.current?.version ?? version;
        }
      })); // prettier-ignore
    },
  },
  {
    name: 'uploads cut',
    async strike({ world, journal, random }) {
      const [about] = journal.entries.filter(({ what, state }) => what === 'create customer' && state === 'acknowledged').slice(-1).map(({ answer }) => answer.id);
      for (let n = 0; n < 12; n++) {
        const name = `f${journal.seed}-${journal.entries.length + 1}.txt`;
        const bytes = { name, content: `Contents of file ${n}\n`.repeat(20_000) };
        const entry = journal.open('attach', { method: 'POST', path: `/documents?kind=customer&recordId=${about}`, about, bytes });
        await halfSent(world, entry, 200_000 + random.below(100_000));
        // It is brought again, whole, once the line is better.
        entry.state = 'unknown';
      }
    },
  },
  {
    name: 'bombs',
    async strike({ world, journal }) {
      const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
      const wide = JSON.stringify({ name: 'x'.repeat(3_000_000), kind: 'company', status: 'active' });
      const keys = `{${Array.from({ length: 20_000 }, (_, n) => `"k${n}":1`).join(',')}}`;
      const twice = '{"name":"a","name":"b","kind":"company","status":"active"}';
      const json = { 'content-type': 'application/json' };
      for (const body of [deep, wide, keys, twice]) await refused(world, journal, '/customers', body, json);
      const sheet = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(284 * 1024 * 1024) }, { level: 9 });
      for (const bytes of [sheet, zipSync({ 'a.xml': new Uint8Array(64 * 1024 * 1024) }, { level: 9 })]) {
        const form = new FormData();
        form.append('file', new Blob([bytes]), 'bomb.xlsx');
        await refused(world, journal, '/imports?kind=customer', form, {});
      }
    },
  },
  {
    name: 'ten times the load', people: 60, after: 10,
    async strike({ world, journal }) {
      const headers = { authorization: `Bearer ${world.given.key}` };
      for (let wave = 0; wave < 3; wave++) {
        const asked = Array.from({ length: 500 }, () => looked(world, journal, headers));
        const live = await Promise.all(world.fronts.map(({ url }) => fetch(`${url}/health/live`, { signal: AbortSignal.timeout(10_000) }).then(({ ok }) => ok, () => false)));
        if (live.includes(false)) journal.faults.push('N8: not alive under load');
        await Promise.all(asked);
      }
    },
  },
  {
    name: 'slow senders',
    async strike({ world, editors, journal }) {
      const sockets = world.instances.flatMap(({ port }) => Array.from({ length: 150 }, (_, n) => dribble(port, n)));
      await sleep(1500);
      if (!(await editors.acknowledged(40, 15_000))) journal.faults.push('slow senders keep others out');
      for (const socket of sockets) socket.destroy();
    },
  },
];

/** Reads a page of customers, or is told to come back. */
async function looked(world, journal, headers) {
  try {
    const answer = await fetch(`${world.door()}/api/v1/customers?size=50`, { headers, signal: AbortSignal.timeout(30_000) });
    const text = await answer.text();
    const fault = answer.ok ? null : faultOf(answer, JSON.parse(text || '{}'), text);
    if (fault) journal.faults.push(`N8: ${fault}`);
  } catch (error) {
    journal.faults.push(`N8: a page of customers: ${error.message}`);
  }
}

/** Something that must be refused in words, quickly, while everybody else goes on. */
async function refused(world, journal, path, body, headers) {
  const begun = performance.now();
  try {
    const answer = await fetch(`${world.door()}/api/v1${path}`, { method: 'POST', headers: { authorization: world.session, ...headers }, body, signal: AbortSignal.timeout(30_000) });
    const text = await answer.text();
    const fault = answer.ok ? `a bomb was taken: ${text.slice(0, 100)}` : faultOf(answer, JSON.parse(text), text);
    if (fault) journal.faults.push(`N8: ${path}: ${fault}`);
  } catch (error) {
    // A body that is far too long may be cut off while it comes.
    if (error.name === 'TimeoutError') journal.faults.push(`N8: ${path}: no answer after ${Math.round(performance.now() - begun)} ms`);
  }
}

/** Begins an upload and goes away in the middle of it. */
function halfSent(world, entry, most) {
  const { hostname, port } = new URL(world.door());
  const body = `--b\r\ncontent-disposition: form-data; name="file"; filename="${entry.bytes.name}"\r\ncontent-type: text/plain\r\n\r\n${entry.bytes.content}\r\n--b--\r\n`;
  const head = [
    `POST /api/v1${entry.path} HTTP/1.1`, 'host: x', `authorization: ${world.authorizationFor(entry)}`, `idempotency-key: ${entry.key}`,
    'content-type: multipart/form-data; boundary=b', `content-length: ${Buffer.byteLength(body)}`,
  ]; // prettier-ignore
  return new Promise((gone) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, most)}`, () => setTimeout(() => socket.resetAndDestroy(), 20));
    });
    socket.on('error', () => undefined).on('close', gone);
  });
}

/** A client that sends a letter now and then: of its headers, or of its body. */
function dribble(port, n) {
  const starts = ['GET /api/v1/customers HTTP/1.1\r\nhost: x\r\nx-slow: ', 'POST /api/v1/customers HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{'];
  const socket = connect(port, '127.0.0.1', () => socket.write(starts[n % 2])).on('error', () => undefined);
  const timer = setInterval(() => socket.writable && socket.write(' '), 500);
  socket.on('close', () => clearInterval(timer));
  return socket;
}
