import { Injectable } from '@nestjs/common';
import { Records, RecordStore, scopeOf } from '#kernel/api';
import { InvoiceTitleChange, type NewInvoiceTitle } from '#receivables/model';
import { InvoiceTitleEntity } from './invoice-title.entity.ts';

/** The titles customers want their invoices in; one of each customer's is the standard one. */
@Injectable()
export class InvoiceTitleService extends RecordStore<InvoiceTitleEntity> {
  constructor(kernel: Records) {
    super(InvoiceTitleEntity, kernel, InvoiceTitleChange);
  }

  /** The first of a customer is the standard one, whatever is said. */
  override add(input: NewInvoiceTitle, complete?: (title: InvoiceTitleEntity) => void | Promise<void>): Promise<string> {
    return this.kernel.work.run(async () => {
      const id = await super.add(input, async (title) => {
        await complete?.(title);
        title.standard ||= (await this.standardOf(title.customerId)) === null;
        title.settle();
      });
      if (input.standard) await this.onlyStandard(input.customerId, id);
      return id;
    });
  }
  override update(id: string, version: number, changes: Partial<InvoiceTitleChange>): Promise<InvoiceTitleEntity> {
    this.demandWritable(changes);
    return this.kernel.work.run(async () => {
      const title = await this.change(id, 'update', version, (one) => {
        Object.assign(one, changes);
        one.settle();
      });
      if (changes.standard) await this.onlyStandard(title.customerId, id);
      return title;
    });
  }

  /** The title that is taken unless another is chosen; null when there is none. */
  async standardOf(customerId: string): Promise<string | null> {
    const [row] = await this.kernel.db.read<{ id: string }>("SELECT `id` FROM `invoice_title` WHERE `customerId` = ? AND `deletedKey` = '' ORDER BY `standard` DESC, `createdAt`, `id` LIMIT 1", [customerId]);
    return row?.id ?? null;
  }
  /** A title with everything that belongs on an invoice, for whoever may see it. */
  async facts(id: string): Promise<InvoiceTitleEntity> {
    return (await this.reader.load(id, scopeOf(this.table, 'read'))) as unknown as InvoiceTitleEntity;
  }

  private async onlyStandard(customerId: string, id: string): Promise<void> {
    const others = await this.kernel.db.read<{ id: string }>("SELECT `id` FROM `invoice_title` WHERE `customerId` = ? AND `deletedKey` = '' AND `standard` = 1 AND `id` <> ?", [customerId, id]);
    for (const other of others) await this.change(other.id, 'update', null, (one) => void (one.standard = false));
  }
}
