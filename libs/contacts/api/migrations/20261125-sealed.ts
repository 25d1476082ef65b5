import { migration } from '#kernel/api';

/** Phones, e-mails and birthdays of contacts become encrypted. */
export const contactsSealed = migration('20261125-11-contacts-sealed', (schema) => {
  for (const list of ['phones', 'emails']) schema.sealTexts('contact', list);
  schema.retypeColumns('contact', (c) => c.secret('birthday', { null: true }));
  schema.addColumns('contact', (c) => {
    c.blind('wechatPhoneBlind');
    c.blind('wechatPhoneTail');
    c.blind('privateEmailBlind');
  });
  for (const column of ['wechatPhoneBlind', 'wechatPhoneTail', 'privateEmailBlind']) schema.createIndex('contact', [column]);
});
