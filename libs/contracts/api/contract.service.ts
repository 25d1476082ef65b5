import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, Numbering, Records, RecordStore, type Principal } from '#kernel/api';
import { asInstance } from '#kernel/model';
import { ContractChange, type NewContract } from '#contracts/model';
import { ContractEntity } from './contract.entity.ts';

/** What receivables keep on a contract. */
export interface Booking {
  readonly received?: number;
  readonly invoiced?: number;
  readonly writtenOff?: number;
}

/** What was agreed upon, from the draft to the archive. */
@Injectable()
export class ContractService extends RecordStore<ContractEntity> {
  constructor(
    kernel: Records,
    private readonly numbering: Numbering,
  ) {
    super(ContractEntity, kernel, ContractChange);
  }

  override add(input: Partial<NewContract>, complete?: (contract: ContractEntity) => void | Promise<void>): Promise<string> {
    return super.add(input, async (contract) => {
      contract.begin();
      await complete?.(contract);
      contract.currency ??= (await this.kernel.workspace.settings()).currency;
      contract.amount ??= 0;
      contract.number ??= await this.numbering.take('contract', (number) => this.isTaken(number));
      contract.settle(await this.kernel.workspace.today());
    });
  }

  override update(id: string, version: number, changes: Partial<ContractChange>): Promise<ContractEntity> {
    this.demandWritable(changes);
    return this.change(id, 'update', version, async (contract) => {
      Object.assign(contract, changes);
      contract.settle(await this.kernel.workspace.today());
    });
  }

  /** A contract that nobody else changes until the unit of work is over. Throws NotFound for one that is not there for the principal. */
  async locked(id: string): Promise<ContractEntity> {
    return asInstance(ContractEntity as never, await this.reader.lock(id)) as ContractEntity;
  }

  /** Adds to what came in, was invoiced or written off; in the unit of work of whoever keeps these, whose own rights were asked. */
  async book(id: string, { received = 0, invoiced = 0, writtenOff = 0 }: Booking): Promise<void> {
    await as(everything(), () =>
      this.change(id, 'update', null, async (contract) => {
        contract.received += received;
        contract.invoiced += invoiced;
        contract.writtenOff += writtenOff;
        contract.settle(await this.kernel.workspace.today());
      }, 'book')); // prettier-ignore
  }

  private async isTaken(number: string): Promise<boolean> {
    return (await this.kernel.db.read("SELECT 1 FROM `contract` WHERE `number` = ? AND `deletedKey` = ''", [number])).length > 0;
  }
}

/** Whoever acts, without their limits: for what follows from something they may do. */
const everything = (): Principal => ({ ...currentPrincipal(), grants: { '*': 'all' }, clearance: 3, fields: {}, suspended: false });
