import { Injectable } from '@nestjs/common';
import { ContractService, type ContractEntity } from '#contracts/api';
import type { ContractStage } from '#contracts/model';
import { CustomerService } from '#customers/api';
import { as, newId, SYSTEM, Workspace } from '#kernel/api';
import { addDays } from '#kernel/model';
import { OpportunityService } from '#opportunities/api';
import type { CompanyWords } from './company.ts';
import { SampleMoney } from './sample-money.ts';
import { SAMPLE } from './sample-removal.service.ts';

/** Where the sample contracts stand, one after the other, and in how many days they end. */
const STANDING: readonly (readonly [ContractStage, number])[] = [
  ['active', 20], ['draft', 300], ['active', 200], ['awaiting_signature', 365], ['signed', 330], ['active', 45], ['completed', 10], ['terminated', 90], ['expired', -4], ['cancelled', 180],
]; // prettier-ignore
const CONTRACTS = 24;
type Words = CompanyWords['contract'];

/** Contracts for the won deals of the sample company, with their money. */
@Injectable()
export class SampleContracts {
  constructor(
    private readonly contracts: ContractService,
    private readonly customers: CustomerService,
    private readonly opportunities: OpportunityService,
    private readonly money: SampleMoney,
    private readonly workspace: Workspace,
  ) {}

  add(words: Words): Promise<void> {
    return as(SYSTEM, async () => {
      const today = await this.workspace.today();
      const { items } = await this.opportunities.list({ status: 'won', sort: '-closedOn', size: String(CONTRACTS) });
      for (const [index, deal] of items.filter(({ externalSource }) => externalSource === SAMPLE).entries()) {
        const [stage, days] = STANDING[index % STANDING.length] as (typeof STANDING)[number];
        const { id, signedOn, ticks } = await this.draft(deal, words, index, days, today);
        if (stage === 'draft') continue;
        if (stage === 'cancelled') await this.contracts.change(id, 'update', null, (contract) => contract.end('cancel', words.reason, today), 'cancel');
        else await this.go(id, stage, words, { index, today, signedOn, ticks });
      }
    });
  }

  private async draft({ id, ownerId, closedOn }: { id: string; ownerId: string | null; closedOn: string | null }, { milestones, terms }: Words, index: number, days: number, today: string) {
    const signedOn = closedOn ?? today;
    const rows = milestones.map((name, at) => ({ name, dueOn: addDays(today, 10 + at * 20 - (index % 3) * 15), doneOn: null }));
    const dates = { startsOn: addDays(signedOn, -1), endsOn: addDays(today, Math.max(days, -1)) };
    const made = await this.contracts.add({ opportunityId: id, ownerId, type: 'sale', ...dates, remindDays: 60, milestones: rows, terms, externalSource: SAMPLE, externalId: newId() } as never);
    return { id: made, signedOn, ticks: rows.length };
  }

  /** To its stage, with the money that came in on the way; the first that ran out was renewed. */
  private async go(id: string, stage: ContractStage, { signer, reason }: Words, { index, today, signedOn, ticks }: { index: number; today: string; signedOn: string; ticks: number }): Promise<void> {
    const signed = (contract: ContractEntity) => {
      contract.submit();
      contract.decide('approved', {}, today);
      contract.send();
      if (stage !== 'awaiting_signature') contract.sign({ signer, signedOn, documentId: null }, signedOn);
      if (!['awaiting_signature', 'signed'].includes(stage)) contract.activate();
    };
    const contract = await this.contracts.change(id, 'update', null, signed, 'sign');
    const customer = (await this.customers.get(contract.customerId)).name;
    await this.money.add(contract, customer, index, today, stage === 'completed');
    if (index % 10 === 4) await this.money.unclaimed(contract, customer, today);
    if (['awaiting_signature', 'signed'].includes(stage)) return;
    await this.contracts.change(id, 'update', null, (one) => {
      for (let row = 0; row < (stage === 'completed' ? ticks : index % ticks); row++) one.tick(row, today, today);
      if (stage === 'completed') one.complete();
      else if (stage === 'terminated') one.end('terminate', reason, today);
      else if (stage === 'expired') one.expire(today);
    }, stage === 'active' ? 'tick' : stage); // prettier-ignore
    if (stage !== 'expired' || index > STANDING.length) return;
    const next = await this.contracts.renew(id);
    await this.contracts.change(next.id, 'update', null, (one) => {
      Object.assign(one, { externalSource: SAMPLE, externalId: newId() });
      one.submit();
      one.decide('approved', {}, today);
      one.send();
      one.sign({ signer, signedOn: today, documentId: null }, today);
    }, 'sign'); // prettier-ignore
  }
}
