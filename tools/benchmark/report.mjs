// The table of a run, and whether its budgets are kept.
const fixed = (value, digits, width) => value.toFixed(digits).padStart(width);

export const head = ({ scale, database }) =>
  `scale ${scale} on ${database}\n${'work'.padEnd(46)} ${'sees'.padEnd(6)} ${'req/s'.padStart(8)} ${'bare'.padStart(8)} ${'ratio'.padStart(6)} ${'budget'.padStart(6)} ${'p50 ms'.padStart(7)} ${'p99 ms'.padStart(7)} ${'RSS MB'.padStart(7)} ${'CPU ms'.padStart(7)} ${'DB ms'.padStart(6)} ${'bare'.padStart(6)} ${'DB ms'.padStart(6)}\n`;

/** Whether a result is within its budget. */
export function kept({ ratio, budget, p99, limit, took, limitTook, rss, limitRss, size, limitSize }) {
  const over = (value, most) => value !== undefined && most !== undefined && value > most;
  return !(budget !== undefined && ratio < budget) && !over(p99, limit) && !over(took, limitTook) && !over(rss, limitRss) && !over(size, limitSize);
}

export function line(result) {
  const title = `${kept(result) ? '✓' : '✗'} ${result.id.padEnd(8)} ${result.name}`.padEnd(46);
  if (result.took !== undefined) return `${title} ${' '.repeat(6)} ${fixed(result.took, 0, 8)} ms, at most ${result.limitTook} ms${result.note ? ` (${result.note})` : ''}`;
  if (result.size !== undefined) return `${title} ${' '.repeat(6)} ${fixed(result.size / 1000, 0, 8)} kB, at most ${result.limitSize / 1000} kB${result.note ? ` (${result.note})` : ''}`;
  const { who, perSecond, bare, ratio, budget, p50 = 0, p99 = 0, rss, cpu = 0, databaseCpu = 0 } = result;
  return `${title} ${who.padEnd(6)} ${fixed(perSecond, 0, 8)} ${fixed(bare.perSecond, 0, 8)} ${fixed(ratio, 2, 6)} ${fixed(budget, 2, 6)} ${fixed(p50, 1, 7)} ${fixed(p99, 1, 7)} ${fixed(rss, 0, 7)} ${fixed(cpu, 2, 7)} ${fixed(databaseCpu, 2, 6)} ${fixed(bare.cpu, 2, 6)} ${fixed(bare.databaseCpu, 2, 6)}`;
}

export function verdict(results) {
  const missed = results.filter((result) => !kept(result));
  if (missed.length === 0) return `${results.length} of ${results.length} within their budgets\n`;
  return `${results.length - missed.length} of ${results.length} within their budgets; over: ${missed.map(({ id, who = '' }) => `${id} ${who}`.trim()).join(', ')}\n`;
}
