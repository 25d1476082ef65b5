import { migration } from '#kernel/api';

const INDUSTRIES = [
  ['technology', 'Technology', '信息技术'], ['manufacturing', 'Manufacturing', '制造业'], ['retail', 'Retail', '零售'], ['finance', 'Finance', '金融'],
  ['medical', 'Medical', '医疗'], ['education', 'Education', '教育'], ['construction', 'Construction', '建筑'], ['transport', 'Transport', '交通运输'],
  ['energy', 'Energy', '能源'], ['services', 'Services', '服务业'], ['government', 'Government', '政府'], ['other', 'Other', '其他'],
] as const; // prettier-ignore
const SOURCES = [
  ['referral', 'Referral', '客户介绍'], ['website', 'Website', '官网'], ['advertising', 'Advertising', '广告'], ['exhibition', 'Exhibition', '展会'],
  ['phone', 'Phone call', '电话'], ['partner', 'Partner', '合作伙伴'], ['own', 'Own research', '自主开发'], ['other', 'Other', '其他'],
] as const; // prettier-ignore

const options = (setKey: string, all: readonly (readonly [string, string, string])[]) =>
  all.map(([key, en, zh], index) => ({ id: `${setKey}.${key}`, setKey, key, en, zh, tone: 'neutral', position: index + 1 }));

/** Customers and the option sets they start with. */
export const customersTables = migration('20261124-02-customers', (schema) => {
  schema.createRecordTable('customer', (c) => {
    c.text('name', 200);
    c.code('kind', 40);
    c.text('shortName', 100, { null: true });
    c.code('status', 40);
    c.code('level', 40, { null: true });
    c.code('industry', 40, { null: true });
    c.code('source', 40, { null: true });
    c.text('website', 500, { null: true });
    c.text('country', 60, { null: true });
    c.text('province', 60, { null: true });
    c.text('city', 60, { null: true });
    c.text('district', 60, { null: true });
    c.text('address', 300, { null: true });
    c.integer('employees', { null: true });
    c.money('revenue', { null: true });
    c.integer('foundedYear', { null: true });
    c.text('creditCode', 18, { null: true });
    c.uuid('parentId', { null: true });
    c.longText('note', { null: true });
    c.index('deletedKey', 'name', 'id');
    c.index('deletedKey', 'status', 'createdAt', 'id');
    c.index('deletedKey', 'level', 'createdAt', 'id');
    c.index('deletedKey', 'industry', 'createdAt', 'id');
    c.index('deletedKey', 'source', 'createdAt', 'id');
    c.index('deletedKey', 'kind', 'createdAt', 'id');
    c.index('deletedKey', 'country', 'city');
    c.index('deletedKey', 'city', 'createdAt', 'id');
    c.index('deletedKey', 'employees', 'id');
    c.index('deletedKey', 'revenue', 'id');
    c.index('creditCode');
    c.index('parentId', 'deletedKey');
  });
  for (const list of ['phones', 'emails', 'tags']) schema.createTexts('customer', list);
  schema.insert('option_item', [...options('industry', INDUSTRIES), ...options('source', SOURCES)]);
});
