import { Injectable } from '@nestjs/common';
import { Forbidden, Invalid, reaches, Records, Rejected, usedBy } from '#kernel/api';
import type { EventType } from '#kernel/model';
import { ContractActivated, ContractCompleted, ContractSigned, ContractVoided, waysTo, type ContractChange, type ContractStage, type ContractVerb, type NewContract } from '#contracts/model';
import type { ContractEntity } from './contract.entity.ts';
import { ContractService } from './contract.service.ts';
import { ContractSources } from './contract-sources.ts';
import { ContractStock } from './contract-stock.ts';
import { ContractTerms } from './contract-terms.ts';

/** Where a contract stands that was agreed upon elsewhere. */
export interface PastContract {
  readonly stage: ContractStage;
  readonly signedOn?: string | null;
  readonly signer?: string | null;
  readonly reason?: string | null;
}
/** What an import changes of a contract beside its content. */
const STANDING = ['stage', 'approval', 'signedOn', 'signer', 'reason', 'terms'] as const;
export type Standing = Pick<ContractEntity, (typeof STANDING)[number]>;
const TOLD: Partial<Record<ContractVerb, EventType<{ readonly id: string; readonly customerId: string; readonly ownerId: string | null }>>> = {
  sign: ContractSigned, activate: ContractActivated, complete: ContractCompleted, cancel: ContractVoided, terminate: ContractVoided,
}; // prettier-ignore

/** Takes over contracts that were approved and signed before they were kept here: every rule of the stages holds but the approval, for which whoever does it has a right. */
@Injectable()
export class ContractPast {
  constructor(
    private readonly kernel: Records,
    private readonly contracts: ContractService,
    private readonly sources: ContractSources,
    private readonly terms: ContractTerms,
    private readonly stock: ContractStock,
  ) {}

  /** A contract as it stands elsewhere. Throws Forbidden, or Rejected where it cannot stand so. */
  add(input: Partial<NewContract>, past: PastContract): Promise<string> {
    return this.kernel.work.run(async () => {
      let made: ContractEntity | null = null;
      let way: readonly ContractVerb[] = [];
      const id = await this.contracts.add(input, undefined, async (contract) => {
        made = contract;
        way = await this.go(contract, past);
      });
      if (made) await this.tell(made, way);
      return id;
    });
  }

  /** Changes a contract, and brings it from where it stands to where it stood elsewhere: two steps, for others look at what is written. */
  update(id: string, version: number, changes: Partial<ContractChange>, past: PastContract): Promise<ContractEntity> {
    return this.kernel.work.run(async () => {
      const edited = Object.keys(changes).length > 0 ? (await this.contracts.update(id, version, changes, true)).version : version;
      return this.contracts.change(id, 'update', edited, async (contract) => this.tell(contract, await this.go(contract, past)), 'import');
    });
  }
  standing = (contract: ContractEntity): Standing => Object.fromEntries(STANDING.map((name) => [name, contract[name]])) as Standing;

  /** Puts a contract back where it stood before it was brought on. */
  putBack(id: string, version: number, content: Partial<ContractChange>, standing: Partial<Standing>): Promise<ContractEntity> {
    return this.kernel.work.run(() =>
      this.contracts.change(id, 'update', version, async (contract) => {
        demandRight(contract);
        Object.assign(contract, content, standing);
        contract.settle(await this.contracts.today());
        if (!contract.inForce) await this.stock.letGo(contract);
      }, 'undo'),
    ); // prettier-ignore
  }
  /** Takes a contract away that was taken over. Throws Rejected once money stands on it, or anything else rests on it. */
  async remove(id: string, version: number): Promise<void> {
    const now = this.kernel.clock.now().toISOString();
    await this.kernel.work.run(() =>
      this.contracts.change(id, 'delete', version, async (contract) => {
        demandRight(contract);
        if (contract.received !== 0 || contract.invoiced !== 0 || contract.writtenOff !== 0 || contract.approval === 'in_approval') throw new Rejected('contract-kept');
        if (await usedBy(this.kernel, 'contract', id)) throw new Rejected('contract-used');
        contract.deletedAt = now;
        await this.stock.letGo(contract);
      }),
    ); // prettier-ignore
  }

  private async go(contract: ContractEntity, past: PastContract): Promise<readonly ContractVerb[]> {
    const way = waysTo(contract.stage, past.stage);
    if (!way) throw new Rejected('contract-stage', { verb: 'import', stage: contract.stage }, [{ pointer: '/stage', code: 'contract-stage' }]);
    if (way.length > 0) demandRight(contract);
    const today = await this.contracts.today();
    for (const verb of way) await this.step(contract, verb, past, today);
    return way;
  }

  private async step(contract: ContractEntity, verb: ContractVerb, { signedOn, signer, reason }: PastContract, today: string): Promise<void> {
    const asked = (name: 'signedOn' | 'reason', value: string | null | undefined): string => {
      if (!value) throw new Invalid([{ pointer: `/${name}`, code: 'required' }]);
      return value;
    };
    switch (verb) {
      case 'send':
        if (contract.approval === 'in_approval') throw new Rejected('contract-in-approval');
        contract.approval = 'approved';
        contract.send();
        return this.sources.demandSameParty(contract);
      case 'sign':
        if (asked('signedOn', signedOn) > today) throw new Rejected('future-day', undefined, [{ pointer: '/signedOn', code: 'future-day' }]);
        contract.sign({ signer: signer ?? (null as never), signedOn: null, documentId: null }, signedOn as string);
        contract.terms = await this.terms.signed(contract);
        return;
      case 'withdraw':
      case 'revise':
        return contract.reopen(verb);
      case 'activate':
        return contract.activate();
      case 'expire':
        return contract.expire(today);
      case 'complete':
        return contract.complete();
      case 'archive':
        return contract.archive();
      default:
        return contract.end(verb, asked('reason', reason), today);
    }
  }

  /** Goods are kept for what is in force; others hear of each step, and may refuse. */
  private async tell(contract: ContractEntity, way: readonly ContractVerb[]): Promise<void> {
    const { id, customerId, ownerId, stage } = contract;
    if (way.includes('activate') && stage === 'active') await this.stock.keep(contract);
    if (!contract.inForce && way.length > 0) await this.stock.letGo(contract);
    for (const verb of way) {
      const event = TOLD[verb];
      if (event) await this.kernel.events.emit(event, { id, customerId, ownerId, stage } as never, { kind: 'contract', id });
    }
  }
}

/** The right to take over what was approved and signed elsewhere. */
function demandRight(contract: ContractEntity): void {
  if (!reaches('contract.import-past', contract as never)) throw new Forbidden('contract.import-past');
}
