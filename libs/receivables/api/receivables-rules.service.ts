import { Injectable } from '@nestjs/common';
import { newId, Records, Recent } from '#kernel/api';
import type { ReceivablesSettings } from '#receivables/model';

const NAME = 'receivables';
const USUAL: ReceivablesSettings = { planTypes: [], invoiceUpTo: 'total' };

/** How strict plans and invoices are, at most two seconds old. */
@Injectable()
export class ReceivablesRules {
  private readonly recent = new Recent<ReceivablesSettings>(2000);

  constructor(private readonly kernel: Records) {}

  get(): Promise<ReceivablesSettings> {
    return this.recent.of('', this.kernel.clock.now().getTime(), async () => {
      const [row] = await this.kernel.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [NAME]);
      return row ? (JSON.parse(row.value) as ReceivablesSettings) : USUAL;
    });
  }
  async change(settings: ReceivablesSettings): Promise<ReceivablesSettings> {
    const before = await this.get();
    await this.kernel.work.run(async () => {
      await this.kernel.db.put('setting', { name: NAME }, { value: JSON.stringify(settings) });
      this.kernel.audit.note('update', NAME, newId(), [{ field: NAME, old: before, new: settings }]);
    });
    this.recent.drop();
    return settings;
  }
}
