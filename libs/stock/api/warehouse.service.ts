import { Injectable } from '@nestjs/common';
import { Records, RecordStore, Rejected, usedBy } from '#kernel/api';
import { WarehouseChange } from '#stock/model';
import { WarehouseEntity } from './stock.entity.ts';

/** The places where goods lie. */
@Injectable()
export class WarehouseService extends RecordStore<WarehouseEntity> {
  constructor(kernel: Records) {
    super(WarehouseEntity, kernel, WarehouseChange);
  }

  /** Throws Rejected once anything lay in it: it is closed then. */
  override remove(id: string, version: number): Promise<void> {
    return this.kernel.work.run(async () => {
      await this.demand(id, 'delete');
      if (await usedBy(this.kernel, 'warehouse', id)) throw new Rejected('warehouse-used');
      await super.remove(id, version);
    });
  }
}
