import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, Records, RecordStore, Rejected } from '#kernel/api';
import { asInstance } from '#kernel/model';
import { AmendmentChange, ContractAmended, IN_FORCE, type NewAmendment } from '#contracts/model';
import { AmendmentEntity } from './amendment.entity.ts';
import { ContractService } from './contract.service.ts';
import { ContractSources } from './contract-sources.ts';
import { ContractStock } from './contract-stock.ts';
import { ContractVersions } from './contract-versions.ts';
import { everything } from './everything.ts';

/** The next versions of contracts, from the draft until they are in force. */
@Injectable()
export class AmendmentService extends RecordStore<AmendmentEntity> {
  constructor(
    kernel: Records,
    private readonly contracts: ContractService,
    private readonly versions: ContractVersions,
    private readonly stock: ContractStock,
    private readonly sources: ContractSources,
  ) {
    super(AmendmentEntity, kernel, AmendmentChange);
  }

  /** Throws Rejected when the contract is not in force, or its next version is being written already. */
  override add(input: NewAmendment, complete?: (amendment: AmendmentEntity) => void | Promise<void>): Promise<string> {
    this.demandWritable(input, true);
    return this.kernel.work.run(async () => {
      // One after the other: whoever comes second sees the draft of the first.
      const contract = await this.contracts.locked(input.contractId);
      await this.contracts.demand(contract.id, 'update');
      if (!IN_FORCE.includes(contract.stage)) throw new Rejected('contract-stage', { verb: 'amend', stage: contract.stage });
      const open = await this.kernel.db.read("SELECT 1 FROM `amendment` WHERE `contractId` = ? AND `status` = 'draft' AND `deletedKey` = ''", [contract.id]);
      if (open.length > 0) throw new Rejected('amendment-open');
      await this.sources.demandOnSale({ lines: input.lines }, contract.lines);
      return super.add(input, async (amendment) => {
        amendment.begin(contract, input, await this.contracts.today());
        await complete?.(amendment);
      });
    });
  }

  override update(id: string, version: number, changes: Partial<AmendmentChange>): Promise<AmendmentEntity> {
    this.demandWritable(changes);
    return this.change(id, 'update', version, async (amendment) => {
      if (changes.lines) await this.sources.demandOnSale({ lines: changes.lines }, [...amendment.lines, ...(await this.contracts.get(amendment.contractId)).lines]);
      amendment.edit(changes);
    });
  }
  withdraw(id: string, version: number): Promise<AmendmentEntity> {
    return this.change(id, 'update', version, (amendment) => amendment.withdraw(), 'withdraw');
  }
  override async remove(id: string, version: number): Promise<void> {
    const now = this.kernel.clock.now().toISOString();
    await this.change(id, 'delete', version, (amendment) => {
      amendment.demandOpen();
      amendment.deletedAt = now;
    });
  }

  /** Puts an approved amendment in force when its day has come. Throws Rejected below what came in or was invoiced. */
  async enterIfDue(id: string): Promise<boolean> {
    return this.kernel.work.run(() => as(everything(currentPrincipal()), async () => {
      const today = await this.contracts.today();
      const amendment = asInstance(AmendmentEntity as never, await this.reader.lock(id)) as AmendmentEntity;
      if (amendment.status !== 'draft' || amendment.approval !== 'approved' || amendment.effectiveOn > today) return false;
      const contract = await this.contracts.locked(amendment.contractId);
      await this.versions.keep(contract, today, id);
      await this.change(id, 'update', null, (one) => one.enter(), 'enter');
      await this.contracts.beyondRights(contract.id, 'amend', async (one) => {
        one.amend(amendment.content, amendment.revision, today);
        if (one.stage === 'active') await this.stock.keep(one);
        const { customerId, ownerId, revision, amount } = one;
        await this.kernel.events.emit(ContractAmended, { id: one.id, customerId, ownerId, revision, amount }, { kind: 'contract', id: one.id });
      });
      return true;
    })); // prettier-ignore
  }
}
