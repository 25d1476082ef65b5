import { Injectable } from '@nestjs/common';
import { Approvals } from '#approvals/api';
import { as, currentPrincipal, Records, type RecordStore } from '#kernel/api';
import { netOf } from '#products/model';
import { AMENDED, type Contract } from '#contracts/model';
import { AmendmentEntity } from './amendment.entity.ts';
import { AmendmentService } from './amendment.service.ts';
import { ContractEntity } from './contract.entity.ts';
import { ContractService } from './contract.service.ts';
import { everything } from './everything.ts';

type Outcome = 'approved' | 'rejected' | 'recalled';

/** What approval flows ask of contracts and of their amendments. */
@Injectable()
export class ContractApproval {
  constructor(
    private readonly kernel: Records,
    private readonly contracts: ContractService,
    private readonly amendments: AmendmentService,
    approvals: Approvals,
  ) {
    approvals.register(this.contract);
    approvals.register(this.amendment);
  }

  readonly contract = {
    kind: 'contract',
    typeSet: 'contract-type',
    facts: (id: string) => this.beyond(async () => this.factsOf(await this.contracts.get(id))),
    begin: (id: string, version: number) => this.begin(this.contracts, id, version),
    decide: async (id: string, outcome: Outcome, snapshot: Record<string, unknown>) => {
      const today = await this.contracts.today();
      await this.contracts.beyondRights(id, outcome, (contract) => contract.decide(outcome, snapshot, today));
    },
  };

  readonly amendment = {
    kind: 'amendment',
    typeSet: 'contract-type',
    facts: (id: string) => this.beyond(async () => {
      const { amount, name, lines, ownerId, teamId, contractId, currency } = await this.amendments.get(id);
      const { customerId, type, number } = await this.contracts.get(contractId);
      return this.factsOf({ amount, name, lines, ownerId, teamId, currency, customerId, type, number });
    }), // prettier-ignore
    begin: (id: string, version: number) => this.begin(this.amendments, id, version),
    /** The version it follows. */
    baseline: (id: string) => this.beyond(async () => {
      const { contractId, revision } = await this.amendments.get(id);
      const content = (await this.contracts.versions(contractId)).items.find((one) => one.revision === revision - 1)?.content;
      return content ? Object.fromEntries(AMENDED.map((name) => [name, content[name]])) : null;
    }), // prettier-ignore
    decide: async (id: string, outcome: Outcome, snapshot: Record<string, unknown>) => {
      await this.kernel.work.run(async () => {
        await this.beyond(() => this.amendments.change(id, 'update', null, (amendment) => amendment.decide(outcome, snapshot), outcome));
        if (outcome === 'approved') await this.amendments.enterIfDue(id);
      });
    },
  };

  private async begin<E extends ContractEntity | AmendmentEntity>(store: RecordStore<E>, id: string, version: number): Promise<Record<string, unknown>> {
    let snapshot: Record<string, unknown> = {};
    await store.change(id, 'update', version, (record) => {
      snapshot = record.content as unknown as Record<string, unknown>;
      record.submit();
    }, 'submit'); // prettier-ignore
    return snapshot;
  }

  private async factsOf({ name, number, amount, currency, lines, customerId, ownerId, teamId, type }: Pick<Contract, 'name' | 'number' | 'amount' | 'currency' | 'lines' | 'customerId' | 'ownerId' | 'teamId' | 'type'>) {
    const customer = (await this.kernel.stores.get('customer')?.get(customerId)) as { level?: string | null } | undefined;
    return { title: name, number, amount, currency, discount: discountOf(lines, currency), customerId, customerLevel: customer?.level ?? null, ownerId, teamId, type };
  }
  private beyond = <T>(work: () => Promise<T>): Promise<T> => as(everything(currentPrincipal()), work);
}

/** How much less than the list says is asked for, in 10⁻⁴, over all lines and the discount on the whole. */
function discountOf(lines: Contract['lines'], currency: string): number {
  const listed = lines.reduce((sum, { price, quantity }) => sum + netOf({ price, quantity, discount: null }, currency), 0);
  const asked = lines.reduce((sum, { net }) => sum + (net ?? 0), 0);
  return listed === 0 ? 0 : Math.round(((listed - asked) * 10_000) / listed);
}
