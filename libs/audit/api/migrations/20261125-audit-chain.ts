import { migration } from '#kernel/api';

const REMOVED = '(SELECT MAX(`toSeq`) FROM `audit_stub`)';
const removed = (id: string) => `(SELECT \`seq\` FROM \`audit_seal\` WHERE \`auditId\` = ${id}) <= ${REMOVED}`;
const kept = (name: string) => `NEW.\`${name}\` = OLD.\`${name}\``;
const keptOrErased = (name: string) => `(${kept(name)} OR (NEW.\`${name}\` IS NULL AND OLD.\`${name}\` IS NULL) OR NEW.\`${name}\` LIKE '{"erased":"%')`;

/** The chain over the audit with an index for every filter, where it costs no writer anything; what stands for removed parts of it, and a database that refuses to change either. */
export const auditChain = migration('20261125-23-audit-chain', (schema) => {
  schema.createTable('audit_seal', (c) => {
    c.bigint('seq', { primary: true });
    c.uuid('auditId');
    c.code('seal', 64);
    c.moment('at');
    c.uuid('actorId', { null: true });
    c.code('action', 80);
    c.code('kind', 40, { null: true });
    c.code('address', 64, { null: true });
    c.code('requestId', 64, { null: true });
    c.unique('auditId');
    c.index('at');
    c.index('actorId', 'at');
    c.index('action', 'at');
    c.index('kind', 'at');
    c.index('address', 'at');
    c.index('requestId');
  });
  schema.createTable('audit_stub', (c) => {
    c.bigint('toSeq', { primary: true });
    c.bigint('fromSeq');
    c.bigint('rows');
    c.code('seal', 64);
    c.moment('removedAt');
    c.code('signature', 128);
  });
  schema.appendOnly('audit', { DELETE: removed('OLD.`id`') });
  schema.appendOnly('audit_change', {
    UPDATE: [kept('id'), kept('auditId'), kept('recordKind'), kept('recordId'), kept('field'), keptOrErased('oldValue'), keptOrErased('newValue')].join(' AND '),
    DELETE: removed('OLD.`auditId`'),
  });
  schema.appendOnly('audit_seal', { DELETE: `OLD.\`seq\` <= ${REMOVED}` });
  schema.appendOnly('audit_stub');
});
