import { Injectable } from '@nestjs/common';
import { isNumberRule, numberBy, stretchOf } from '#kernel/model';
import { Database } from './database/database.ts';
import { newId } from './database/ids.ts';
import { UnitOfWork } from './database/unit-of-work.ts';
import { Invalid, NotFound } from './http/problems.ts';
import { Audit } from './records/audit.ts';
import { Workspace } from './workspace.ts';

/** A rule for numbers and what it gives next. */
export interface NumberRule {
  /** The kind of record it numbers. */
  readonly id: string;
  readonly rule: string;
  readonly next: string;
}
interface Stored {
  readonly id: string;
  readonly rule: string;
  readonly stretch: string;
  readonly last: number;
}

/** Numbers documents by the rule of their kind: no number twice, also when many are made at once. A number whose unit of work fails is given again. */
@Injectable()
export class Numbering {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly workspace: Workspace,
    private readonly audit: Audit,
  ) {}

  /** The next number of a kind, in the running unit of work; one that `isTaken` says yes to is left out. */
  async take(id: string, isTaken: (number: string) => Promise<boolean> = async () => false): Promise<string> {
    const today = await this.workspace.today();
    for (;;) {
      // Whoever changes the row first holds it until the end of its unit: what is read after that is one's own.
      const { affected } = await this.db.write('UPDATE `number_rule` SET `last` = `last` + 1 WHERE `id` = ?', [id]);
      if (affected !== 1) throw new Error(`Nothing says how '${id}' is numbered`);
      const rule = await this.stored(id);
      const stretch = stretchOf(rule.rule, today);
      const fresh = rule.stretch !== stretch;
      if (fresh) await this.db.write('UPDATE `number_rule` SET `stretch` = ?, `last` = 1 WHERE `id` = ?', [stretch, id]);
      const number = numberBy(rule.rule, today, fresh ? 1 : Number(rule.last));
      if (!(await isTaken(number))) return number;
    }
  }

  /** Every rule with what it would give now. */
  async all(): Promise<NumberRule[]> {
    const today = await this.workspace.today();
    const rows = await this.db.read<Stored>('SELECT `id`, `rule`, `stretch`, `last` FROM `number_rule` ORDER BY `id`');
    return rows.map(({ id, rule, stretch, last }) => ({ id, rule, next: numberBy(rule, today, stretch === stretchOf(rule, today) ? Number(last) + 1 : 1) }));
  }

  /** Puts another rule in its place; it counts on where the numbers of today's stretch are. Throws Invalid or NotFound. */
  change(id: string, rule: string): Promise<NumberRule> {
    if (!isNumberRule(rule)) throw new Invalid([{ pointer: '/rule', code: 'number-rule' }]);
    return this.work.run(async () => {
      const today = await this.workspace.today();
      const before = await this.stored(id);
      const same = before.stretch === stretchOf(before.rule, today);
      await this.db.write('UPDATE `number_rule` SET `rule` = ?, `stretch` = ?, `last` = ? WHERE `id` = ?', [rule, stretchOf(rule, today), same ? before.last : 0, id]);
      this.audit.note('update', 'number-rule', newId(), [{ field: id, old: before.rule, new: rule }]);
      return (await this.all()).find((one) => one.id === id) as NumberRule;
    });
  }

  private async stored(id: string): Promise<Stored> {
    const [row] = await this.db.read<Stored>('SELECT `id`, `rule`, `stretch`, `last` FROM `number_rule` WHERE `id` = ?', [id]);
    if (!row) throw new NotFound();
    return row;
  }
}
