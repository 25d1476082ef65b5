import { Contact, ContactChange, NewContact } from '#contacts/model';
import { type FormLayout } from '#workbench/ui';

export const CONTACT_FORM: FormLayout<Contact> = {
  of: Contact, create: NewContact, change: ContactChange,
  groups: [
    { key: 'contact.group.main', fields: ['name', 'salutation', 'customerId', 'title', 'department', 'decisionRole', 'phones', 'emails'] },
    { key: 'contact.group.reach', fields: ['wechatPhone', 'privateEmail'] },
    { key: 'contact.group.more', fields: ['birthday', 'tags', 'note'] },
  ],
}; // prettier-ignore
