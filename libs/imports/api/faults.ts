import type { ProblemGroup } from '#imports/model';
import type { RowFault } from './row-reader.ts';

interface Group {
  readonly code: string;
  readonly target: string;
  readonly params?: Record<string, unknown>;
  rows: number;
  readonly values: Map<string, number>;
  readonly lines: number[];
}

/** Gathers what is wrong with rows by its cause. */
export class Faults {
  private readonly groups = new Map<string, Group>();
  rows = 0;

  add(line: number, faults: readonly RowFault[]): void {
    if (faults.length > 0) this.rows++;
    for (const { code, target, value, params } of faults) {
      const key = `${code} ${target}`;
      const group = this.groups.get(key) ?? { code, target, ...(params ? { params } : {}), rows: 0, values: new Map<string, number>(), lines: [] };
      this.groups.set(key, group);
      group.rows++;
      if (group.values.size < 10_000) group.values.set(value, (group.values.get(value) ?? 0) + 1);
      if (group.lines.length < 10) group.lines.push(line);
    }
  }

  /** Commonest causes first, each with its twenty commonest values. */
  told(): ProblemGroup[] {
    const values = (counts: Map<string, number>) => [...counts].sort((a, b) => b[1] - a[1]).slice(0, 20).map(([value, rows]) => ({ value, rows }));
    return [...this.groups.values()].sort((a, b) => b.rows - a.rows).map((group) => ({ ...group, values: values(group.values) }));
  }
}
