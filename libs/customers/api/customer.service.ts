import { Injectable } from '@nestjs/common';
import { Records, RecordStore, Rejected } from '#kernel/api';
import { CustomerChange, CustomerDeleted } from '#customers/model';
import { CustomerEntity } from './customer.entity.ts';

/** The companies and people we sell to. */
@Injectable()
export class CustomerService extends RecordStore<CustomerEntity> {
  constructor(kernel: Records) {
    super(CustomerEntity, kernel, CustomerChange);
  }

  override addMany(inputs: readonly object[]): Promise<string[]> {
    return this.addTogether(inputs);
  }

  override update(id: string, version: number, changes: { parentId?: string | null }): Promise<CustomerEntity> {
    this.demandWritable(changes);
    return this.change(id, 'update', version, async (customer) => {
      Object.assign(customer, changes);
      if (changes.parentId) await this.demandNoCycle(customer);
    });
  }

  override remove(id: string, version: number): Promise<void> {
    return this.kernel.work.run(async () => {
      await super.remove(id, version);
      await this.kernel.events.emit(CustomerDeleted, { id }, { kind: 'customer', id });
    });
  }

  /** A company is not its own parent, at any height. */
  private async demandNoCycle(customer: CustomerEntity): Promise<void> {
    for (let at = customer.parentId, height = 0; at && height < 50; height++) {
      if (at === customer.id) throw new Rejected('parent-cycle', undefined, [{ pointer: '/parentId', code: 'parent-cycle' }]);
      const [parent] = await this.kernel.db.read<{ parentId: string | null }>('SELECT `parentId` FROM `customer` WHERE `id` = ?', [at]);
      at = parent?.parentId ?? null;
    }
  }
}
