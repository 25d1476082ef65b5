import { migration } from '#kernel/api';

const REASONS = [
  ['price', 'Price', '价格'], ['competitor', 'Lost to a competitor', '输给竞争对手'], ['no-budget', 'No budget', '没有预算'], ['no-need', 'No need any more', '需求取消'],
  ['timing', 'Timing', '时机不合适'], ['no-answer', 'No answer', '联系不上'], ['duplicate', 'Duplicate', '重复'], ['imported', 'Imported', '导入'], ['other', 'Other', '其他'],
] as const; // prettier-ignore
const STAGES = [
  ['Prospecting', '初步接洽', 1000, 'pipeline', 30], ['Qualification', '需求确认', 2000, 'pipeline', 30],
  ['Proposal', '方案报价', 5000, 'best-case', 21], ['Negotiation', '商务谈判', 8000, 'commit', 14],
] as const; // prettier-ignore
const id = (n: number) => `019ac000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const born = { version: 1, createdAt: '2026-11-24 00:00:00.000', updatedAt: '2026-11-24 00:00:00.000', deletedKey: '', custom: '{}' };

/** Opportunities with their lines and history, and the pipeline a workspace starts with. */
export const opportunitiesTables = migration('20261124-05-opportunities', (schema) => {
  schema.createRecordTable('pipeline', (c) => {
    c.text('name', 100);
    c.text('nameZh', 100, { null: true });
    c.integer('position');
    c.flag('backMoves');
    c.index('deletedKey', 'position', 'id');
  });
  schema.createRecordTable('stage', (c) => {
    c.uuid('pipelineId');
    c.text('name', 100);
    c.text('nameZh', 100, { null: true });
    c.integer('position');
    c.integer('probability');
    c.code('forecastCategory', 40);
    c.integer('staleAfterDays', { null: true });
    c.index('deletedKey', 'position', 'id');
    c.index('pipelineId', 'deletedKey', 'position');
  });
  schema.createTexts('stage', 'requiredFields');
  schema.createRecordTable('opportunity', (c) => {
    c.text('name', 200);
    for (const reference of ['customerId', 'contactId']) c.uuid(reference, { null: true });
    for (const reference of ['pipelineId', 'stageId']) c.uuid(reference);
    c.moment('stageSince');
    c.code('status', 40);
    c.money('amount', { null: true });
    c.text('currency', 3);
    c.integer('probability');
    c.flag('probabilityManual');
    c.money('weighted', { null: true });
    c.day('expectedCloseOn', { null: true });
    c.day('openedOn');
    c.day('closedOn', { null: true });
    c.code('lostReason', 40, { null: true });
    c.text('closeNote', 1000, { null: true });
    c.code('source', 40, { null: true });
    c.longText('note', { null: true });
    c.flag('imported');
    for (const sorted of ['name', 'amount', 'expectedCloseOn', 'openedOn', 'closedOn']) c.index('deletedKey', sorted, 'id');
    c.index('deletedKey', 'status', 'createdAt', 'id');
    c.index('deletedKey', 'status', 'stageId', 'createdAt', 'id');
    // What the sales report adds up, without a look at the rows.
    c.index('deletedKey', 'status', 'closedOn', 'currency', 'amount', 'openedOn', 'ownerId', 'teamId', 'customerId');
    c.index('deletedKey', 'openedOn', 'status', 'ownerId', 'teamId');
    for (const filtered of ['pipelineId', 'stageId', 'lostReason', 'source']) c.index('deletedKey', filtered, 'createdAt', 'id');
    for (const reference of ['customerId', 'contactId']) c.index(reference, 'deletedKey', 'createdAt');
  });
  schema.createLines('opportunity', 'lines', (c) => {
    c.uuid('productId');
    c.bigint('quantity');
    c.bigint('price');
    c.integer('discount', { null: true });
    c.money('net', { null: true });
    c.index('productId', 'recordId');
  });
  schema.createTable('stage_history', (c) => {
    c.id();
    c.uuid('opportunityId');
    c.uuid('pipelineId');
    c.uuid('stageId');
    c.code('status', 40);
    c.moment('enteredAt');
    c.moment('leftAt', { null: true });
    c.money('amount', { null: true });
    c.integer('probability');
    c.index('opportunityId', 'enteredAt');
    c.index('opportunityId', 'status', 'stageId');
    c.index('enteredAt', 'status', 'stageId', 'opportunityId');
  });
  schema.insert('option_item', REASONS.map(([key, en, zh], index) => ({ id: `lost-reason.${key}`, setKey: 'lost-reason', key, en, zh, tone: 'neutral', position: index + 1 })));
  schema.insert('pipeline', [{ ...born, id: id(1), name: 'Sales', nameZh: '销售流程', position: 1, backMoves: 1, searchText: ' sales ' }]);
  schema.insert('stage', STAGES.map(([name, nameZh, probability, forecastCategory, staleAfterDays], index) => ({
    ...born, id: id(11 + index), pipelineId: id(1), name, nameZh, position: index + 1, probability, forecastCategory, staleAfterDays, searchText: ` ${name.toLowerCase()} `,
  }))); // prettier-ignore
});
