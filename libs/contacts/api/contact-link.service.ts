import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, Records, RecordStore } from '#kernel/api';
import { ContactLinkEntity } from './contact.entity.ts';

/** Links between contacts and customers; reached only through a contact or a customer one may see. */
@Injectable()
export class ContactLinkService extends RecordStore<ContactLinkEntity> {
  constructor(kernel: Records) {
    super(ContactLinkEntity, kernel);
  }

  /** Does something with links on behalf of whoever may change the contact. */
  trusted<T>(work: () => Promise<T>): Promise<T> {
    const principal = currentPrincipal();
    const verbs = ['read', 'create', 'update', 'delete'].map((verb) => [`contact-link.${verb}`, 'all'] as const);
    return as({ ...principal, grants: { ...principal.grants, ...Object.fromEntries(verbs) } }, work);
  }

  of(contactId: string) {
    return this.trusted(() => this.list({ contactId, size: '200', sort: 'createdAt' }));
  }

  /** The first links of fresh contacts. */
  async addPrimaries(links: readonly { readonly contactId: string; readonly customerId: string }[]): Promise<void> {
    await this.trusted(() => this.addTogether(links.map((link) => ({ ...link, primary: true }))));
  }

  /** Makes a customer the primary one of a contact; earlier links stay, no longer primary. Null ends the primary link alone. */
  async setPrimary(contactId: string, customerId: string | null): Promise<void> {
    await this.trusted(async () => {
      const { items } = await this.of(contactId);
      for (const link of items) {
        const primary = link.customerId === customerId;
        if (link.primary !== primary) await this.change(link.id, 'update', link.version, (one) => void (one.primary = primary));
      }
      if (customerId && !items.some((link) => link.customerId === customerId)) {
        await this.add({ contactId, customerId, primary: true });
      }
    });
  }
}
