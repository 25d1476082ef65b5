import { Injectable } from '@nestjs/common';
import { Overviews, Records, RecordStore } from '#kernel/api';
import { ContactChange, type NewContactLink } from '#contacts/model';
import { ContactEntity } from './contact.entity.ts';
import { ContactLinkService } from './contact-link.service.ts';

/** The people at our customers. */
@Injectable()
export class ContactService extends RecordStore<ContactEntity> {
  constructor(
    kernel: Records,
    private readonly links: ContactLinkService,
    overviews: Overviews,
  ) {
    super(ContactEntity, kernel, ContactChange);
    overviews.show('customer', 'contacts', ContactEntity, 'customerId', ['name', 'title', 'decisionRole']);
  }

  override add(input: { customerId?: string | null }): Promise<string> {
    return this.kernel.work.run(async () => {
      const id = await super.add(input);
      if (input.customerId) await this.links.setPrimary(id, input.customerId);
      return id;
    });
  }

  override addMany(inputs: readonly { customerId?: string | null }[]): Promise<string[]> {
    return this.kernel.work.run(async () => {
      const ids = await this.addTogether(inputs);
      const customers = inputs.map(({ customerId }) => customerId ?? null);
      await this.links.addPrimaries(ids.flatMap((contactId, index) => (customers[index] ? { contactId, customerId: customers[index] } : [])));
      return ids;
    });
  }

  override update(id: string, version: number, changes: { customerId?: string | null }): Promise<ContactEntity> {
    return this.kernel.work.run(async () => {
      const contact = await super.update(id, version, changes);
      if (changes.customerId !== undefined) await this.links.setPrimary(id, changes.customerId);
      return contact;
    });
  }

  async linksOf(id: string) {
    await this.get(id);
    return this.links.of(id);
  }

  /** Adds a customer the contact works for, too. */
  link(id: string, version: number, body: NewContactLink): Promise<ContactEntity> {
    return this.kernel.work.run(async () => {
      const contact = await this.change(id, 'link', version, (one) => void (body.primary && (one.customerId = body.customerId)), 'link');
      if (body.primary) await this.links.setPrimary(id, null);
      await this.links.trusted(() => this.links.add({ ...body, contactId: id }));
      return contact;
    });
  }

  /** Ends a link; the primary one leaves the contact without a customer. */
  unlink(id: string, version: number, linkId: string): Promise<ContactEntity> {
    return this.kernel.work.run(() =>
      this.links.trusted(async () => {
        const link = await this.links.get(linkId);
        await this.links.remove(linkId, link.version);
        return this.change(id, 'link', version, (one) => void (link.primary && (one.customerId = null)), 'unlink');
      }),
    );
  }
}
