import { newId } from './database/ids.ts';
import { Recent } from './recent.ts';
import type { Records } from './records/records.ts';

/** Settings under a name of their own, at most two seconds old; a change is audited, its secret only as a dot. */
export class KeptSetting<T extends object> {
  private readonly recent = new Recent<T | null>(2000);

  constructor(
    private readonly kernel: Records,
    private readonly name: string,
    private readonly secret: keyof T & string,
  ) {}

  /** The settings as they are stored; null when there are none. */
  stored(): Promise<T | null> {
    return this.recent.of('', this.kernel.clock.now().getTime(), async () => {
      const [row] = await this.kernel.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [this.name]);
      return row && row.value !== 'null' ? (JSON.parse(row.value) as T) : null;
    });
  }

  async write(action: 'update' | 'delete', before: T | null, now: T | null): Promise<void> {
    const told = (one: T | null) => one && { ...one, [this.secret]: one[this.secret] ? '•' : null };
    await this.kernel.work.run(async () => {
      await this.kernel.db.put('setting', { name: this.name }, { value: JSON.stringify(now) });
      this.kernel.audit.note(action, this.name, newId(), [{ field: this.name, old: told(before), new: told(now) }]);
    });
    this.recent.drop();
  }
}
