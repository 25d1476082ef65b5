import { check, fieldsOf, type Class, type Field } from '#kernel/model';
import { Invalid } from '../http/problems.ts';
import { inventedMarks } from './field-rights.ts';
import type { Records } from './records.ts';
import type { Row } from './row.ts';
import type { RecordTableInfo } from './table.ts';

/** Holds a whole record against its model, its references and its options, before it is written. */
export class RecordCheck {
  private readonly encrypted: readonly Field[];

  constructor(
    private readonly model: Class,
    private readonly table: RecordTableInfo,
    private readonly kernel: Records,
  ) {
    this.encrypted = [...table.columns, ...table.texts].filter(({ encrypted }) => encrypted);
  }

  /** Throws Invalid with all that is wrong; what did not change is not asked again. */
  async demand(now: Row, before: Row | null, known?: Map<string, boolean>): Promise<void> {
    const faults = check(this.model, now);
    faults.push(...inventedMarks(this.encrypted, now, before));
    const changed = before ? this.table.columns.filter(({ name }) => now[name] !== before[name]) : this.table.columns;
    faults.push(...(await this.kernel.references.faults(changed, now, '', known)));
    for (const { name, line } of this.table.lines) {
      for (const [index, entry] of (now[name] as Row[]).entries()) {
        if (line) faults.push(...(await this.kernel.references.faults(fieldsOf(line), entry, `/${name}/${index}`, known)));
      }
    }
    if (faults.length > 0) throw new Invalid(faults);
  }
}
