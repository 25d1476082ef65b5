import type { Slice } from '#kernel/api';
import { contactsWords } from '#contacts/model';
import { ContactsModule } from './contacts.module.ts';
import { contactsTables } from './migrations/20261124-contacts.ts';
import { contactsSealed } from './migrations/20261125-sealed.ts';
import { contactsSearch } from './migrations/20261125-search.ts';

export * from './contact.service.ts';
export * from './contacts.module.ts';
export const contacts: Slice = { name: 'contacts', module: ContactsModule, migrations: [contactsTables, contactsSealed, contactsSearch], words: contactsWords };
