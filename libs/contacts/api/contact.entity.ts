import { RecordTable } from '#kernel/api';
import { Contact, ContactLink } from '#contacts/model';

/** A contact; whoever may see a customer of theirs may see them. */
@RecordTable({
  indexes: [['deletedKey', 'name', 'id'], ['customerId', 'deletedKey'], ['deletedKey', 'decisionRole', 'createdAt', 'id'], ['wechatPhoneBlind'], ['wechatPhoneTail'], ['privateEmailBlind']],
  through: { table: 'contact_link', column: 'contactId', to: 'customer', toColumn: 'customerId' },
}) // prettier-ignore
export class ContactEntity extends Contact {}

/** A link between a contact and a customer. */
@RecordTable({ unique: [['contactId', 'customerId', 'deletedKey']], indexes: [['customerId', 'deletedKey']] })
export class ContactLinkEntity extends ContactLink {}
