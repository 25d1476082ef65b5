import { Contact, NewContact } from '#contacts/model';
import { Customer, NewCustomer } from '#customers/model';
import { headerKey, type ColumnRule, type EarlierMapping, type ImportColumn, type ImportKind, type ImportTarget } from '#imports/model';
import { fieldsOf, RecordView, recordOf, type Class, type Field } from '#kernel/model';
import { NewOpportunity, Opportunity } from '#opportunities/model';
import { NewProduct, Product } from '#products/model';

const COMMON = new Set(fieldsOf(RecordView).map(({ name }) => name));
const HIDDEN = new Set(['externalSource', 'lines', 'probabilityManual']);
const text = (name: string, required = false): ImportTarget => ({ name, kind: 'text', required, label: `import.target.${name}` });

const targetOf = (model: Class, { name, kind, required, to, set, choices }: Field): ImportTarget => ({
  name, kind, required, label: COMMON.has(name) ? `field.${name}` : `${recordOf(model).name}.field.${name}`,
  ...(to ? { to } : {}), ...(set ? { set } : {}), ...(choices ? { choices } : {}),
}); // prettier-ignore
const ofModel = (model: Class, body: Class) => fieldsOf(body).filter(({ name }) => !HIDDEN.has(name)).map((field) => targetOf(model, field));
const field = (model: Class, name: string): ImportTarget => ({ ...targetOf(model, fieldsOf(model).find((one) => one.name === name) as Field), required: false });

/** What a file of each kind can fill. */
export const TARGETS: Readonly<Record<ImportKind, readonly ImportTarget[]>> = {
  user: [text('name', true), text('username'), text('email'), text('role'), text('team'), text('manager'), text('department')],
  customer: ofModel(Customer, NewCustomer),
  contact: ofModel(Contact, NewContact),
  product: ofModel(Product, NewProduct),
  opportunity: [
    ...ofModel(Opportunity, NewOpportunity),
    ...['status', 'closedOn', 'lostReason', 'closeNote'].map((name) => field(Opportunity, name)),
    { name: 'product', kind: 'ref', required: false, label: 'opportunity.field.productId', to: 'product' },
    { name: 'lineValue', kind: 'unitPrice', required: false, label: 'import.target.lineValue' },
  ],
};

/** Words that stand for a field in other systems' files, beside its own name and labels; by kind where kinds differ. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  'user.name': ['salesagent', 'fullname', 'person', '姓名'],
  'customer.name': ['account', 'accountname', 'company', 'companyname', 'customer', 'customername', '公司', '公司名称', '客户', '客户名称', '企业名称', '名称'],
  'contact.name': ['fullname', 'contact', '姓名'],
  'product.name': ['product', 'productname', '产品', '名称'],
  'opportunity.name': ['opportunity', 'opportunityname', 'deal', 'dealname', '商机', '名称'],
  customerId: ['account', 'company', 'customer', 'client', 'accountid', '公司', '客户'],
  revenue: ['annualrevenue', '年收入', '营业额'],
  employees: ['numberofemployees', '员工数', '人数'],
  city: ['billingcity', 'mailingcity'],
  address: ['billingstreet', 'mailingstreet', 'street'],
  ownerId: ['owner', 'salesagent', 'salesrep', 'accountowner', '销售', '负责人'],
  externalId: ['id', 'opportunityid', 'accountid', 'recordid', 'contactid', 'customerid', 'dealid', 'productid', '编号'],
  industry: ['sector', '行业'],
  foundedYear: ['yearestablished', 'founded', '成立年份'],
  country: ['officelocation', 'billingcountry', '国家', '地区'],
  parentId: ['subsidiaryof', 'parentaccount', 'parent', '母公司'],
  price: ['salesprice', 'listprice', 'unitprice', '单价', '价格'],
  categoryId: ['series', 'category', '类别'],
  product: ['product', 'productname', '产品'],
  stageId: ['dealstage', 'stage', 'stagename', '阶段'],
  openedOn: ['engagedate', 'opendate', 'createddate', '开始日期'],
  closedOn: ['closedate', 'closeddate', '成交日期'],
  lineValue: ['closevalue'],
  amount: ['amount', 'value', 'dealvalue', '金额'],
  manager: ['manager', '经理', '主管'],
  department: ['regionaloffice', 'office', 'department', '部门'],
  phones: ['phone', 'mobile', 'telephone', '电话', '手机'],
  emails: ['email', 'mail', '邮箱'],
  title: ['jobtitle', 'position', '职务'],
};

/** Fields that can tell whether the record of a row is there already. */
const IDENTITIES: Readonly<Record<ImportKind, readonly string[]>> = {
  user: [], customer: ['externalId', 'creditCode', 'name', 'phones', 'emails'], contact: ['externalId', 'emails', 'phones', 'name'],
  product: ['code', 'externalId', 'name'], opportunity: ['externalId', 'name'],
}; // prettier-ignore
export const identitiesOf = (kind: ImportKind): readonly string[] => IDENTITIES[kind];

/** What a required field that has no column starts with. */
const STARTS: Readonly<Partial<Record<ImportKind, Readonly<Record<string, string>>>>> = { customer: { kind: 'company', status: 'potential' }, product: { onSale: 'yes' } };

/** The rules a mapping starts with: columns as they are, and texts where a required field has none. */
export function rulesOf(kind: ImportKind, given: ReadonlyMap<string, ImportTarget>, currency: string): ColumnRule[] {
  const rule = (target: string, from: { column: string | null; text: string | null }): ColumnRule => ({ target, ...from, factor: null, dayFormat: null, createMissing: null, values: [] });
  const taken = new Set([...given.values()].map(({ name }) => name));
  const starts = Object.entries({ ...STARTS[kind], ...(kind === 'product' ? { currency } : {}) });
  const columns = [...given].map(([from, { name }]) => rule(name, from.includes('{') ? { column: null, text: from } : { column: from, text: null }));
  return [...columns, ...starts.filter(([name]) => !taken.has(name)).map(([name, text]) => rule(name, { column: null, text }))];
}

/** Mappings that need no column this file does not have; those of files with the very same columns first. */
export function fitting(earlier: readonly EarlierMapping[], columns: readonly ImportColumn[]): EarlierMapping[] {
  const here = new Set(columns.map(({ name }) => name));
  const fits = earlier.filter(({ mapping }) => mapping.columns.length > 0 && mapping.columns.every(({ column }) => !column || here.has(column)));
  const used = ({ mapping }: EarlierMapping) => new Set(mapping.columns.map(({ column }) => column).filter(Boolean)).size;
  return fits.sort((a, b) => used(b) - used(a));
}

/** The target a column most likely fills; each target is given once. A name in two columns becomes a text of both. */
export function suggest(kind: ImportKind, headers: readonly string[], labelsOf: (target: ImportTarget) => readonly string[]): Map<string, ImportTarget> {
  const given = new Map<string, ImportTarget>();
  const free = new Set(TARGETS[kind]);
  const known = (target: ImportTarget) => [target.name, ...labelsOf(target)].map(headerKey);
  const keyOf = (header: string) => headerKey(header.replace(/^property_/i, ''));
  for (const names of [known, (target: ImportTarget) => (ALIASES[`${kind}.${target.name}`] ?? ALIASES[target.name] ?? []).map(headerKey)]) {
    for (const header of headers) {
      if (given.has(header)) continue;
      const target = [...free].find((one) => names(one).includes(keyOf(header)));
      if (!target) continue;
      given.set(header, target);
      free.delete(target);
    }
  }
  const [first, last] = ['firstname', 'lastname'].map((part) => headers.find((header) => keyOf(header) === part));
  const name = [...free].find((target) => target.name === 'name');
  if (kind === 'contact' && name && first && last) given.set(`{${first}} {${last}}`, name);
  return given;
}
