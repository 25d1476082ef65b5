import { Injectable } from '@nestjs/common';
import { Records, Rejected } from '#kernel/api';
import type { EventType } from '#kernel/model';
import { Documents } from '#documents/api';
import { DocumentRemoved } from '#documents/model';
import { OpportunityReopened } from '#opportunities/model';
import { ContractActivated, ContractCompleted, ContractSigned, ContractVoided, type Sign, type Tick } from '#contracts/model';
import type { ContractEntity } from './contract.entity.ts';
import { ContractService } from './contract.service.ts';
import { ContractStock } from './contract-stock.ts';
import { ContractSources } from './contract-sources.ts';
import { ContractTerms } from './contract-terms.ts';

/** Takes contracts through their stages; others hear of it before it is done, and may refuse. */
@Injectable()
export class ContractLife {
  constructor(
    private readonly kernel: Records,
    private readonly contracts: ContractService,
    private readonly sources: ContractSources,
    private readonly terms: ContractTerms,
    private readonly documents: Documents,
    private readonly stock: ContractStock,
  ) {
    kernel.events.within(OpportunityReopened, ({ id, was }) => (was === 'won' ? sources.demandNone('opportunityId', id) : Promise.resolve()));
    kernel.events.within(DocumentRemoved, ({ id, kind, recordId }) => (kind === 'contract' ? this.demandLoose(recordId, id) : Promise.resolve()));
  }

  /** Out to be signed; the deal it seals must be the same customer's. */
  send(id: string, version: number): Promise<ContractEntity> {
    return this.contracts.change(id, 'update', version, async (contract) => {
      contract.send();
      await this.sources.demandSameParty(contract);
    }, 'send'); // prettier-ignore
  }
  sign(id: string, version: number, body: Sign): Promise<ContractEntity> {
    return this.contracts.change(id, 'update', version, async (contract) => {
      if (body.documentId) await this.documents.demandOn('contract', id, body.documentId, '/documentId');
      contract.sign(body, await this.dayOf(body.signedOn, '/signedOn'));
      contract.terms = await this.terms.signed(contract);
      await this.tell(ContractSigned, contract);
    }, 'sign'); // prettier-ignore
  }
  reopen(id: string, version: number, verb: 'withdraw' | 'revise'): Promise<ContractEntity> {
    return this.contracts.change(id, 'update', version, (contract) => contract.reopen(verb), verb);
  }
  end(id: string, version: number, verb: 'decline' | 'cancel' | 'terminate', reason: string): Promise<ContractEntity> {
    return this.contracts.change(id, 'update', version, async (contract) => {
      contract.end(verb, reason, await this.contracts.today());
      if (verb === 'decline') return;
      await this.stock.letGo(contract);
      await this.tell(ContractVoided, contract);
    }, verb); // prettier-ignore
  }
  activate(id: string, version: number | null): Promise<ContractEntity> {
    return this.contracts.change(id, 'update', version, async (contract) => {
      contract.activate();
      await this.stock.keep(contract);
      await this.tell(ContractActivated, contract);
    }, 'enter'); // prettier-ignore
  }
  complete(id: string, version: number): Promise<ContractEntity> {
    return this.contracts.change(id, 'update', version, async (contract) => {
      contract.complete();
      await this.stock.letGo(contract);
      await this.tell(ContractCompleted, contract);
    }, 'complete'); // prettier-ignore
  }
  expire(id: string, version: number | null): Promise<ContractEntity> {
    return this.contracts.change(id, 'update', version, async (contract) => contract.expire(await this.contracts.today()), 'expire');
  }
  archive(id: string, version: number): Promise<ContractEntity> {
    return this.contracts.change(id, 'update', version, (contract) => contract.archive(), 'archive');
  }
  tick(id: string, version: number, { milestone, doneOn }: Tick): Promise<ContractEntity> {
    return this.contracts.change(id, 'update', version, async (contract) => {
      const on = doneOn ? await this.dayOf(doneOn, '/doneOn') : null;
      contract.tick(milestone, on, await this.contracts.today());
    }, 'tick'); // prettier-ignore
  }

  /** What was signed stays, and while it waits for approval everything does. */
  private async demandLoose(id: string, documentId: string): Promise<void> {
    const { signedDocumentId, approval } = await this.contracts.get(id);
    if (signedDocumentId === documentId) throw new Rejected('signed-document');
    if (approval === 'in_approval') throw new Rejected('contract-in-approval');
  }
  private async dayOf(asked: string | null | undefined, pointer: string): Promise<string> {
    const today = await this.contracts.today();
    if (asked && asked > today) throw new Rejected('future-day', undefined, [{ pointer, code: 'future-day' }]);
    return asked ?? today;
  }
  private async tell<P extends object>(event: EventType<P>, contract: ContractEntity): Promise<void> {
    const { id, customerId, ownerId, stage } = contract;
    await this.kernel.events.emit(event, { id, customerId, ownerId, stage } as unknown as P, { kind: 'contract', id });
  }
}
