// Starts a cluster on loopback as docker/compose.cluster.yaml does, and treats it badly: npm run test:cluster
import { build } from './build.mjs';
import { Cluster } from './cluster/cluster.mjs';
import { ClusterWorld } from './cluster/cluster-world.mjs';
import { PHASES } from './cluster/phases.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const only = process.argv[process.argv.indexOf('--only') + 1];
const begun = Date.now();
const total = { proven: 0, phases: 0, acknowledged: 0, lost: 0, doubled: 0, unclear: 0 };
if (!process.argv.includes('--built') && !build()) process.exit(1);

let cluster = null;
try {
  cluster = await Cluster.start();
  const world = new ClusterWorld(cluster);
  await world.furnish();
  say(`Three nodes, a proxy and two instances stand after ${Math.round((Date.now() - begun) / 1000)} s.`);
  for (const { name, prove } of PHASES.filter((one) => !process.argv.includes('--only') || one.name.includes(only))) {
    const since = Date.now();
    const { found, figures, journal } = await prove(world);
    const good = found.faults.length === 0;
    total.phases++;
    total.proven += good ? 1 : 0;
    total.acknowledged += journal.count('acknowledged');
    for (const key of ['lost', 'doubled', 'unclear']) total[key] += found[key];
    say(`${good ? '✓' : '✗'} ${name} (${Math.round((Date.now() - since) / 1000)} s)\n    ${figures}`);
    for (const fault of found.faults.slice(0, 15)) say(`    ${fault}`);
  }
} catch (error) {
  say(`✗ ${error.stack}`);
  total.phases++;
} finally {
  await cluster?.stop();
}
const { proven, phases, acknowledged, lost, doubled, unclear } = total;
say(`cluster proven ${proven}/${phases}, acknowledged ${acknowledged}, lost ${lost}, doubled ${doubled}, unclear ${unclear}, ${Math.round((Date.now() - begun) / 1000)} s`);
process.exit(proven === phases && phases > 0 ? 0 : 1);
