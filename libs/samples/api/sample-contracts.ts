import { Injectable } from '@nestjs/common';
import { ContractService } from '#contracts/api';
import type { ContractStage } from '#contracts/model';
import { as, newId, SYSTEM, Workspace } from '#kernel/api';
import { addDays } from '#kernel/model';
import { OpportunityService } from '#opportunities/api';
import type { CompanyWords } from './company.ts';
import { SAMPLE } from './sample-removal.service.ts';

/** Where the sample contracts stand, one after the other, and in how many days they end. */
const STANDING: readonly (readonly [ContractStage, number])[] = [
  ['active', 20], ['draft', 300], ['active', 200], ['awaiting_signature', 365], ['signed', 330], ['active', 45], ['completed', 10], ['terminated', 90], ['expired', -4], ['cancelled', 180],
]; // prettier-ignore
const CONTRACTS = 20;

/** Contracts for the won deals of the sample company. */
@Injectable()
export class SampleContracts {
  constructor(
    private readonly contracts: ContractService,
    private readonly opportunities: OpportunityService,
    private readonly workspace: Workspace,
  ) {}

  add({ milestones, terms, signer, reason }: CompanyWords['contract']): Promise<void> {
    return as(SYSTEM, async () => {
      const today = await this.workspace.today();
      const { items } = await this.opportunities.list({ status: 'won', sort: '-closedOn', size: String(CONTRACTS) });
      for (const [index, { id, ownerId, closedOn }] of items.filter(({ externalSource }) => externalSource === SAMPLE).entries()) {
        const [stage, days] = STANDING[index % STANDING.length] as (typeof STANDING)[number];
        const signedOn = closedOn ?? today;
        const rows = milestones.map((name, at) => ({ name, dueOn: addDays(today, 10 + at * 20 - (index % 3) * 15), doneOn: null }));
        const dates = { startsOn: addDays(signedOn, -1), endsOn: addDays(today, Math.max(days, -1)) };
        const made = await this.contracts.add({ opportunityId: id, ownerId, type: 'sale', ...dates, remindDays: 60, milestones: rows, terms, externalSource: SAMPLE, externalId: newId() } as never);
        if (stage === 'draft') continue;
        await this.contracts.change(made, 'update', null, (contract) => {
          if (stage === 'cancelled') return contract.end('cancel', reason, today);
          contract.submit();
          contract.decide('approved', {}, today);
          contract.send();
          if (stage === 'awaiting_signature') return;
          contract.sign({ signer, signedOn, documentId: null }, signedOn);
          if (stage === 'signed') return;
          contract.activate();
          rows.slice(0, stage === 'completed' ? rows.length : index % rows.length).forEach((_, row) => contract.tick(row, today, today));
          if (stage === 'completed') contract.complete();
          else if (stage === 'terminated') contract.end('terminate', reason, today);
          else if (stage === 'expired') contract.expire(today);
        }, stage === 'cancelled' ? 'cancel' : 'sign'); // prettier-ignore
      }
    });
  }
}
