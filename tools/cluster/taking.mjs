import { start } from '../faults/children.mjs';

/** A process on each node takes the same leases in the same moments: each has one owner. */
export async function takeTogether(world, rounds) {
  const { cluster } = world;
  const from = Date.now() + 8000;
  const takers = cluster.nodes.map(({ port }) => {
    const child = start(process.execPath, ['tools/cluster/taker.mjs', String(rounds), String(from)], { env: { ...process.env, ...cluster.environment(port), LOG_LEVEL: 'silent' }, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    return new Promise((done) => child.once('exit', () => done(said.trim().split('\n').at(-1))));
  });
  const won = (await Promise.all(takers)).map((line) => new Set(JSON.parse(line || '[]')));
  const owners = Array.from({ length: rounds }, (_, round) => won.filter((own) => own.has(round)).length);
  const [doubles, none] = [owners.filter((n) => n > 1).length, owners.filter((n) => n === 0).length];
  const faults = doubles + none > 0 ? [`of ${rounds} leases ${doubles} had two owners and ${none} had none`] : [];
  return { faults, says: `${rounds} leases taken from three nodes at once, ${won.map((own) => own.size).join(' + ')}, ${doubles} twice` };
}
