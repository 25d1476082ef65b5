// The JSON of a customer and of a deal, from a row that was joined with the names beside it.
export const iso = (stored) => stored && `${stored.replace(' ', 'T').slice(0, 23)}Z`;
export const placeholders = (values) => values.map(() => '?').join(', ');
export const named = (id, name, nameZh) => (id ? (nameZh ? { id, name, nameZh } : { id, name }) : null);

const BORN = ['id', 'version', 'ownerId', 'teamId', 'createdAt', 'createdById', 'updatedAt', 'updatedById', 'deletedAt', 'externalSource', 'externalId'];
const MOMENTS = new Set(['createdAt', 'updatedAt', 'deletedAt', 'stageSince']);
const FLAGS = new Set(['probabilityManual', 'imported']);

function shape({ table, columns, refs, texts }) {
  const all = [...BORN, ...columns];
  const select = (names) => [...names.map((name) => `r.\`${name}\``), ...refs.map(({ as, zh }) => `${as}.\`name\` AS \`${as}Name\`${zh ? `, ${as}.\`nameZh\` AS \`${as}Zh\`` : ''}`)].join(', ');
  return {
    table, refs, columns: all, select: select(all), whole: select([...all, 'note']),
    joins: refs.map(({ as, to, on }) => `LEFT JOIN \`${to}\` ${as} ON ${as}.\`id\` = r.\`${on}\``).join(' '),
    async lists(db, items, sealing) {
      if (texts.length === 0 || items.length === 0) return;
      const ids = items.map(({ id }) => id);
      const parts = texts.map((name) => `SELECT '${name}' AS \`field\`, \`recordId\`, \`position\`, \`value\` FROM \`${table}_${name}\` WHERE \`recordId\` IN (${placeholders(ids)})`);
      const rows = await db.rows(`${parts.join(' UNION ALL ')} ORDER BY \`position\``, texts.flatMap(() => ids));
      const byId = new Map(items.map((item) => [item.id, item]));
      for (const item of items) for (const name of texts) item[name] = [];
      for (const { field, recordId, value } of rows) byId.get(recordId)[field].push(sealing.open(`${table}_${field}`, recordId, value));
    },
  }; // prettier-ignore
}

const PEOPLE = [{ as: 'owner', to: 'user', on: 'ownerId' }, { as: 'team', to: 'team', on: 'teamId' }, { as: 'createdBy', to: 'user', on: 'createdById' }, { as: 'updatedBy', to: 'user', on: 'updatedById' }];

export const CUSTOMER = shape({
  table: 'customer', texts: ['phones', 'emails', 'tags'], refs: [...PEOPLE, { as: 'parent', to: 'customer', on: 'parentId' }],
  columns: ['name', 'kind', 'shortName', 'status', 'level', 'industry', 'source', 'website', 'country', 'province', 'city', 'district', 'address', 'employees', 'revenue', 'foundedYear', 'creditCode', 'parentId'],
}); // prettier-ignore
export const DEAL = shape({
  table: 'opportunity', texts: [],
  refs: [...PEOPLE, { as: 'customer', to: 'customer', on: 'customerId' }, { as: 'contact', to: 'contact', on: 'contactId' }, { as: 'pipeline', to: 'pipeline', on: 'pipelineId', zh: true }, { as: 'stage', to: 'stage', on: 'stageId', zh: true }, { as: 'competitor', to: 'competitor', on: 'competitorId' }],
  columns: [
    'name', 'customerId', 'contactId', 'pipelineId', 'stageId', 'stageSince', 'status', 'amount', 'currency', 'probability', 'probabilityManual', 'weighted', 'expectedCloseOn', 'openedOn', 'closedOn', 'lostReason',
    'closeNote', 'source', 'competitorId', 'imported',
  ],
}); // prettier-ignore

/** A contract; `columns` are those a list of contracts tells. */
export const contractShape = (columns) =>
  shape({
    table: 'contract', texts: [], columns: columns.filter((name) => !BORN.includes(name)),
    refs: [
      ...PEOPLE, { as: 'customer', to: 'customer', on: 'customerId' }, { as: 'contact', to: 'contact', on: 'contactId' }, { as: 'opportunity', to: 'opportunity', on: 'opportunityId' }, { as: 'quote', to: 'quote', on: 'quoteId' },
      { as: 'predecessor', to: 'contract', on: 'predecessorId' },
    ],
  }); // prettier-ignore

/** A joined row as the API tells it. */
export function shaped({ columns, refs }, row, whole = false) {
  const item = {};
  for (const name of whole ? [...columns, 'note'] : columns) item[name] = MOMENTS.has(name) ? iso(row[name]) : FLAGS.has(name) ? Boolean(row[name]) : row[name];
  for (const { as, on } of refs) item[as] = named(row[on], row[`${as}Name`], row[`${as}Zh`]);
  return item;
}
