import { readFileSync } from 'node:fs';

/** The requirements on security and reliability by letter, each with its severity: C critical, H high, M medium. */
export const REQUIREMENTS = JSON.parse(readFileSync(new URL('requirements.json', import.meta.url), 'utf8'));
const PREFIX = /^((?:[A-Z]\d+)(?:, ?[A-Z]\d+)*): /;

/** Every test of a report by Vitest or Playwright: its title and whether it passed. */
export function testsOf(report) {
  const unit = (report.testResults ?? []).flatMap(({ assertionResults }) => assertionResults.map(({ title, status }) => ({ title, passed: status === 'passed' })));
  const within = (suite) => [...(suite.specs ?? []).map(({ title, ok }) => ({ title, passed: ok })), ...(suite.suites ?? []).flatMap(within)];
  return [...unit, ...(report.suites ?? []).flatMap(within)];
}

/** The requirements that tests name as `S5: …` or `V1, V2: …`, and of which no test failed. */
export function provenBy(tests) {
  const ids = (title) => PREFIX.exec(title)?.[1].split(/, ?/) ?? [];
  const proven = new Set(tests.filter(({ passed }) => passed).flatMap(({ title }) => ids(title)));
  for (const { title } of tests.filter(({ passed }) => !passed)) for (const id of ids(title)) proven.delete(id);
  return proven;
}

/** One line: how many rows of each letter are proven, and which critical ones are not. */
export function provenLine(proven, requirements = REQUIREMENTS) {
  const counts = Object.entries(requirements).map(([letter, rows]) => `${letter} ${Object.keys(rows).filter((id) => proven.has(id)).length}/${Object.keys(rows).length}`);
  const all = Object.values(requirements).flatMap(Object.entries);
  const of = (severity) => `${all.filter(([id, own]) => own === severity && proven.has(id)).length}/${all.filter(([, own]) => own === severity).length}`;
  return `proven rows: ${counts.join(', ')}; critical ${of('C')}, high ${of('H')}, medium ${of('M')}`;
}
