import { Injectable } from '@nestjs/common';
import { Approvals } from '#approvals/api';
import { Problem, Records } from '#kernel/api';
import type { NewPayment, Outcome } from '#receivables/model';
import type { PaymentEntity } from './payment.entity.ts';
import { PaymentService } from './payment.service.ts';

/** Takes payments in, and sends them to be approved. */
@Injectable()
export class PaymentDesk {
  constructor(
    private readonly kernel: Records,
    private readonly payments: PaymentService,
    private readonly approvals: Approvals,
  ) {
    approvals.register(this.subject);
  }

  readonly subject = {
    kind: 'payment',
    facts: (id: string) => this.factsOf(id),
    begin: async (id: string, version: number) => (await this.payments.begin(id, version)) as unknown as Record<string, unknown>,
    decide: (id: string, outcome: Outcome, snapshot: Record<string, unknown>) => this.payments.decide(id, outcome, snapshot),
  };

  /** Records what came in; on a contract it is submitted at once, unless a flow first asks who is to approve. */
  async record(input: NewPayment): Promise<PaymentEntity> {
    const id = await this.whole(input).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'approval-choose') return this.payments.add(input);
      throw error;
    });
    return this.payments.get(id);
  }
  /** Puts a payment on rows of the plan; one that was not submitted yet is. */
  async match(id: string, version: number, allocations: NonNullable<NewPayment['allocations']>): Promise<PaymentEntity> {
    await this.kernel.work.run(async () => {
      if (await this.payments.match(id, version, allocations)) await this.approvals.submit('payment', id, (await this.payments.get(id)).version);
    });
    return this.payments.get(id);
  }

  private whole(input: NewPayment): Promise<string> {
    return this.kernel.work.run(async () => {
      const id = await this.payments.add(input);
      if (input.contractId) await this.approvals.submit('payment', id, 1);
      return id;
    });
  }

  private async factsOf(id: string) {
    const { number, payer, amount, currency, customerId, ownerId, teamId, method } = await this.payments.get(id);
    const customer = (await this.kernel.stores.get('customer')?.get(customerId)) as { name?: string; level?: string | null } | undefined;
    return { title: payer ?? customer?.name ?? number, number, amount, currency, discount: null, customerId, customerLevel: customer?.level ?? null, ownerId, teamId, type: method };
  }
}
