import { Injectable } from '@nestjs/common';
import { Approvals } from '#approvals/api';
import { Records } from '#kernel/api';
import type { Outcome } from '#receivables/model';
import { InvoiceService } from './invoice.service.ts';

/** What approval flows ask of requests for invoices. */
@Injectable()
export class InvoiceApproval {
  constructor(
    private readonly kernel: Records,
    private readonly invoices: InvoiceService,
    approvals: Approvals,
  ) {
    approvals.register(this.subject);
  }

  readonly subject = {
    kind: 'invoice',
    facts: (id: string) => this.factsOf(id),
    begin: async (id: string, version: number) => (await this.invoices.begin(id, version)) as unknown as Record<string, unknown>,
    decide: (id: string, outcome: Outcome, snapshot: Record<string, unknown>) => this.invoices.decide(id, outcome, snapshot),
  };

  private async factsOf(id: string) {
    const { number, titleName, amount, currency, customerId, ownerId, teamId, kind } = await this.invoices.get(id);
    const customer = (await this.kernel.stores.get('customer')?.get(customerId)) as { level?: string | null } | undefined;
    return { title: titleName ?? number, number, amount, currency, discount: null, customerId, customerLevel: customer?.level ?? null, ownerId, teamId, type: kind };
  }
}
