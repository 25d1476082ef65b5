import { migration } from '#kernel/api';

const ROLES = [
  ['decides', 'Decides', '决策者', 'violet'], ['influences', 'Influences', '影响者', 'info'], ['uses', 'Uses', '使用者', 'neutral'], ['gatekeeper', 'Gatekeeper', '把关人', 'warning'],
] as const; // prettier-ignore

/** People at customers, and their links to them. */
export const contactsTables = migration('20261124-03-contacts', (schema) => {
  schema.createRecordTable('contact', (c) => {
    c.text('name', 100);
    c.code('salutation', 40, { null: true });
    c.uuid('customerId', { null: true });
    c.text('title', 100, { null: true });
    c.text('department', 100, { null: true });
    c.code('decisionRole', 40, { null: true });
    c.secret('wechatPhone', { null: true });
    c.secret('privateEmail', { null: true });
    c.day('birthday', { null: true });
    c.longText('note', { null: true });
    c.index('deletedKey', 'name', 'id');
    c.index('customerId', 'deletedKey');
    c.index('deletedKey', 'decisionRole', 'createdAt', 'id');
  });
  for (const list of ['phones', 'emails', 'tags']) schema.createTexts('contact', list);
  schema.createRecordTable('contact_link', (c) => {
    c.uuid('contactId');
    c.uuid('customerId');
    c.text('position', 100, { null: true });
    c.code('decisionRole', 40, { null: true });
    c.flag('primary');
    c.day('from', { null: true });
    c.day('to', { null: true });
    c.unique('contactId', 'customerId', 'deletedKey');
    c.index('customerId', 'deletedKey');
  });
  schema.insert('option_item', ROLES.map(([key, en, zh, tone], index) => ({ id: `decision-role.${key}`, setKey: 'decision-role', key, en, zh, tone, position: index + 1 })));
});
