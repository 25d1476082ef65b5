import { describe, expect, it } from 'vitest';
import { USUAL_RETENTION as USUAL } from '#backups/model';
import { dispensable, type Keepable } from './keeping.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-01-01T02:00:00Z');
const backup = (day: number, more: Partial<Keepable> = {}): Keepable => ({ name: `day-${day}`, at: START + day * DAY, proven: true, drilled: false, ...more });
/** The same rules said another way: for each kind of period the newest backup of each of the last so many periods that have one. */
function model(all: readonly Keepable[]): Set<string> {
  const keep = new Set<string>();
  const day = (one: Keepable) => new Date(one.at).toISOString().slice(0, 10);
  const monday = (one: Keepable) => { const date = new Date(one.at); date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7)); return date.toISOString().slice(0, 10); }; // prettier-ignore
  for (const [key, most] of [[day, USUAL.daily], [monday, USUAL.weekly], [(one: Keepable) => day(one).slice(0, 7), USUAL.monthly]] as const) {
    const groups = [...Map.groupBy(all, key)].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, most);
    for (const [, group] of groups) keep.add([...group].sort((a, b) => b.at - a.at)[0]?.name ?? '');
  }
  for (const { name } of all.filter(({ proven }) => proven).sort((a, b) => b.at - a.at).slice(0, USUAL.floor)) keep.add(name);
  return keep;
}

describe('what may go', () => {
  it('B7: 400 days of backups, several a day, some unproven, leave each day what the rules say and nothing else', () => {
    let kept: Keepable[] = [];
    for (let day = 0; day < 400; day++) {
      for (const hour of day % 3 === 0 ? [0, 9] : [0]) kept.push(backup(day, { name: `day-${day}-${hour}`, at: START + day * DAY + hour * 3_600_000, proven: (day * 7 + hour) % 11 !== 0 }));
      const before = kept;
      const gone = new Set(dispensable(before, USUAL));
      kept = before.filter(({ name }) => !gone.has(name));
      const last = before.filter(({ proven }) => proven).sort((a, b) => b.at - a.at)[0];
      const wanted = model(before);
      for (const one of before) expect([day, one.name, gone.has(one.name)]).toEqual([day, one.name, !wanted.has(one.name) && last !== undefined && one.at < last.at]);
      expect(last === undefined || !gone.has(last.name)).toBe(true);
    }
    expect(kept.length).toBeLessThan(30);
  });
  it('B7: while no new one is proven nothing is deleted, however many there are', () => {
    const old = Array.from({ length: 3 }, (_, day) => backup(day));
    const failing = Array.from({ length: 100 }, (_, day) => backup(day + 3, { proven: false }));
    expect(dispensable([...old, ...failing], USUAL)).toEqual([]);
    expect(dispensable(failing, USUAL)).toEqual([]);
  });
  it('B7: three that were proven stay, and the last that a drill restored, whatever their age', () => {
    const all = [backup(0, { drilled: true }), ...Array.from({ length: 400 }, (_, day) => backup(day + 1))];
    const gone = dispensable(all, { daily: 1, weekly: 0, monthly: 0, floor: 3 });
    expect(all.filter(({ name }) => !gone.includes(name)).map(({ name }) => name)).toEqual(['day-0', 'day-398', 'day-399', 'day-400']);
  });
});
