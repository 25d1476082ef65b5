import { Contact, NewContact } from '#contacts/model';
import { Customer, NewCustomer } from '#customers/model';
import { headerKey, type ImportKind, type ImportTarget } from '#imports/model';
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
  'customer.name': ['account', 'accountname', 'company', 'companyname', '公司', '公司名称', '名称'],
  'contact.name': ['fullname', 'contact', '姓名'],
  'product.name': ['product', 'productname', '产品', '名称'],
  'opportunity.name': ['opportunity', 'opportunityname', 'deal', 'dealname', '商机', '名称'],
  customerId: ['account', 'company', 'customer', 'client', '公司', '客户'],
  ownerId: ['owner', 'salesagent', 'salesrep', 'accountowner', '销售', '负责人'],
  externalId: ['id', 'opportunityid', 'accountid', 'recordid', 'contactid', '编号'],
  industry: ['sector', '行业'],
  foundedYear: ['yearestablished', 'founded', '成立年份'],
  country: ['officelocation', '国家', '地区'],
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

/** The target a column most likely fills; each target is given once. */
export function suggest(kind: ImportKind, headers: readonly string[], labelsOf: (target: ImportTarget) => readonly string[]): Map<string, ImportTarget> {
  const given = new Map<string, ImportTarget>();
  const free = new Set(TARGETS[kind]);
  const known = (target: ImportTarget) => [target.name, ...labelsOf(target)].map(headerKey);
  for (const names of [known, (target: ImportTarget) => (ALIASES[`${kind}.${target.name}`] ?? ALIASES[target.name] ?? []).map(headerKey)]) {
    for (const header of headers) {
      if (given.has(header)) continue;
      const target = [...free].find((one) => names(one).includes(headerKey(header)));
      if (!target) continue;
      given.set(header, target);
      free.delete(target);
    }
  }
  return given;
}
