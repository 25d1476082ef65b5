import { Injectable } from '@nestjs/common';
import { entitled, Records } from '#kernel/api';
import type { Outcome } from '#receivables/model';
import type { InvoiceEntity } from './invoice.entity.ts';
import { InvoiceService } from './invoice.service.ts';

/** Sends requests for invoices to be approved. */
@Injectable()
export class InvoiceDesk {
  constructor(
    private readonly kernel: Records,
    private readonly invoices: InvoiceService,
  ) {}

  readonly subject = {
    kind: 'invoice',
    facts: (id: string) => entitled(() => this.factsOf(id)),
    begin: async (id: string, version: number) => (await this.invoices.begin(id, version)) as unknown as Record<string, unknown>,
    decide: (id: string, outcome: Outcome, snapshot: Record<string, unknown>) => this.invoices.decide(id, outcome, snapshot),
  };

  /** Approved at once while no flow applies. */
  async submit(id: string, version: number): Promise<InvoiceEntity> {
    await this.kernel.work.run(async () => {
      const snapshot = await this.subject.begin(id, version);
      await this.subject.decide(id, 'approved', snapshot);
    });
    return this.invoices.get(id);
  }

  private async factsOf(id: string) {
    const { number, titleName, amount, currency, customerId, ownerId, teamId, kind } = await this.invoices.get(id);
    const customer = (await this.kernel.stores.get('customer')?.get(customerId)) as { level?: string | null } | undefined;
    return { title: titleName ?? number, number, amount, currency, discount: null, customerId, customerLevel: customer?.level ?? null, ownerId, teamId, type: kind };
  }
}
