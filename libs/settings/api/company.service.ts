import { Injectable } from '@nestjs/common';
import { Invalid, newId, Records, recordTables, Rejected } from '#kernel/api';
import { wrongCurrency, type CompanyChange } from '#settings/model';

/** What the company is called, where its days begin, and which money it counts. */
@Injectable()
export class Company {
  constructor(private readonly kernel: Records) {}

  /** The settings, with the currencies that records have amounts in. */
  async get() {
    return { ...(await this.kernel.workspace.settings()), used: await this.used() };
  }

  /** Throws Rejected for another currency once there is an amount: nothing converts them. */
  async change(change: CompanyChange) {
    const wrong = wrongCurrency(change.currencies ?? []);
    if (wrong >= 0) throw new Invalid([{ pointer: `/currencies/${wrong}`, code: 'currency' }]);
    const used = await this.used();
    await this.kernel.work.run(async () => {
      const before = await this.kernel.workspace.settings();
      if (change.currency && change.currency !== before.currency && used.length > 0) throw new Rejected('currency-stays', undefined, [{ pointer: '/currency', code: 'currency-stays' }]);
      await this.kernel.workspace.save({ ...before, ...change });
      const changes = Object.entries(change).map(([field, value]) => ({ field, old: before[field as keyof typeof before], new: value }));
      this.kernel.audit.note('update', 'workspace', newId(), changes);
    });
    return this.get();
  }

  private async used(): Promise<string[]> {
    const used = new Set<string>();
    for (const { table, columns } of recordTables()) {
      if (!columns.some(({ name }) => name === 'currency')) continue;
      for (const { currency } of await this.kernel.db.read<{ currency: string }>(`SELECT DISTINCT \`currency\` FROM \`${table}\``)) used.add(currency);
    }
    return [...used].sort();
  }
}
