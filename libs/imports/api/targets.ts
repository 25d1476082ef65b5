import { Competitor, NewCompetitor } from '#competitors/model';
import { Contact, NewContact } from '#contacts/model';
import { Contract, NewContract } from '#contracts/model';
import { Customer, isCreditCode, NewCustomer } from '#customers/model';
import { dayFormatOf, headerKey, looksLikeEmail, SUGGESTED, type ColumnRule, type ImportColumn, type ImportKind, type ImportTarget } from '#imports/model';
import { fieldsOf, RecordView, recordOf, toE164, type Class, type Field } from '#kernel/model';
import { NewOpportunity, Opportunity } from '#opportunities/model';
import { NewPriceBook, NewProduct, PriceBook, Product } from '#products/model';
import { NewQuote, Quote } from '#quotes/model';
import { NewPayment, NewReceivable, Payment, Receivable } from '#receivables/model';
import { ALIASES } from './aliases.ts';
import { CONTRACT_LINE, PAYMENT_LINE, PRICE_LINE, QUOTE_LINE, STOCK_ROW } from './line-targets.ts';

const COMMON = new Set(fieldsOf(RecordView).map(({ name }) => name));
const HIDDEN = new Set(['externalSource', 'probabilityManual']);
const text = (name: string, required = false): ImportTarget => ({ name, kind: 'text', required, label: `import.target.${name}` });

const targetOf = (model: Class, { name, kind, required, to, set, choices }: Field): ImportTarget => ({
  name, kind, required, label: COMMON.has(name) ? `field.${name}` : `${recordOf(model).name}.field.${name}`,
  ...(to ? { to } : {}), ...(set ? { set } : {}), ...(choices ? { choices } : {}),
}); // prettier-ignore
const ofModel = (model: Class, body: Class) => fieldsOf(body).filter(({ name, kind }) => !HIDDEN.has(name) && kind !== 'lines').map((field) => targetOf(model, field));
const field = (model: Class, name: string): ImportTarget => ({ ...targetOf(model, fieldsOf(model).find((one) => one.name === name) as Field), required: false });

const fields = (model: Class, ...names: string[]) => names.map((name) => field(model, name));

/** What a file of each kind can fill. */
export const TARGETS: Readonly<Record<ImportKind, readonly ImportTarget[]>> = {
  user: [text('name', true), text('username'), text('email'), text('role'), text('team'), text('manager'), text('department'), { ...text('externalId'), label: 'field.externalId' }],
  customer: ofModel(Customer, NewCustomer),
  contact: ofModel(Contact, NewContact),
  product: ofModel(Product, NewProduct),
  competitor: ofModel(Competitor, NewCompetitor),
  opportunity: [
    ...ofModel(Opportunity, NewOpportunity),
    ...fields(Opportunity, 'status', 'closedOn', 'lostReason', 'closeNote'),
    { name: 'product', kind: 'ref', required: false, label: 'opportunity.field.productId', to: 'product' },
    { name: 'lineValue', kind: 'unitPrice', required: false, label: 'import.target.lineValue' },
  ],
  'price-book': [...ofModel(PriceBook, NewPriceBook), ...PRICE_LINE],
  stock: STOCK_ROW,
  quote: [...ofModel(Quote, NewQuote), ...fields(Quote, 'status', 'sentOn', 'answeredOn', 'answerNote'), ...QUOTE_LINE],
  contract: [...ofModel(Contract, NewContract), ...fields(Contract, 'stage', 'signedOn', 'signer', 'reason'), ...CONTRACT_LINE],
  receivable: ofModel(Receivable, NewReceivable),
  payment: [...ofModel(Payment, NewPayment), field(Payment, 'approval'), ...PAYMENT_LINE],
};

/** Fields that can tell whether the record of a row is there already. */
const IDENTITIES: Readonly<Record<ImportKind, readonly string[]>> = {
  user: [], customer: ['externalId', 'creditCode', 'name', 'phones', 'emails'], contact: ['externalId', 'emails', 'phones', 'name'],
  product: ['code', 'externalId', 'name'], competitor: ['externalId', 'name'], opportunity: ['externalId', 'name'], 'price-book': ['name', 'externalId'], stock: [],
  quote: ['number', 'externalId'], contract: ['number', 'externalId'], receivable: ['externalId'], payment: ['externalId', 'reference'],
}; // prettier-ignore
export const identitiesOf = (kind: ImportKind): readonly string[] => IDENTITIES[kind];

/** What a column was given, and for what: its own name, a word other systems use, or the look of its values. */
export interface Suggestion {
  readonly target: ImportTarget;
  readonly by: (typeof SUGGESTED)[number];
}
const aliasesOf = (kind: ImportKind, name: string): readonly string[] => ALIASES[`${kind}.${name}`] ?? ALIASES[name] ?? [];

/** What the values of a column look like when they can be but one thing. */
const LOOKS: Readonly<Record<string, (text: string) => boolean>> = {
  emails: looksLikeEmail,
  email: looksLikeEmail,
  phones: (text) => /^\+?[\d\s()-]{8,20}$/.test(text) && toE164(text) !== null,
  creditCode: (text) => isCreditCode(text.toUpperCase()),
  website: (text) => /^https?:\/\/\S+$/i.test(text),
};
const holds = ({ name }: ImportTarget, samples: readonly string[]) => samples.length > 0 && LOOKS[name] !== undefined && samples.every(LOOKS[name]);

/** What a required field that has no column starts with. */
const STARTS: Readonly<Partial<Record<ImportKind, Readonly<Record<string, string>>>>> = { customer: { kind: 'company', status: 'potential' }, product: { onSale: 'yes' }, competitor: { status: 'watched' }, 'price-book': { kind: 'list', active: 'yes' } };

/** The rules a mapping starts with: columns as they are, and texts where a required field has none. */
export function rulesOf(kind: ImportKind, columns: readonly ImportColumn[], given: ReadonlyMap<string, Suggestion>, currency: string): ColumnRule[] {
  const rule = (target: string, from: Partial<ColumnRule>): ColumnRule => ({ target, column: null, text: null, factor: null, dayFormat: null, createMissing: null, values: [], by: null, ...from });
  const taken = new Set([...given.values()].map(({ target }) => target.name));
  const starts = Object.entries({ ...STARTS[kind], ...(kind === 'product' || kind === 'price-book' ? { currency } : {}) });
  const samples = new Map(columns.map((column) => [column.name, column.samples]));
  const rules = [...given].map(([from, { target, by }]) => {
    const dayFormat = target.kind === 'day' ? dayFormatOf(samples.get(from) ?? []) : null;
    const factor = target.kind === 'percent' && columns.some(({ name, fractions }) => name === from && fractions) ? 100 : null;
    return rule(target.name, { ...(samples.has(from) ? { column: from } : { text: from }), dayFormat, factor, by });
  });
  return [...rules, ...starts.filter(([name]) => !taken.has(name)).map(([name, text]) => rule(name, { text }))];
}

/** The target a column most likely fills; each target is given once. A name in two columns becomes a text of both. */
export function suggest(kind: ImportKind, columns: readonly ImportColumn[], labelsOf: (target: ImportTarget) => readonly string[]): Map<string, Suggestion> {
  const given = new Map<string, Suggestion>();
  const free = new Set(TARGETS[kind]);
  const keyOf = (header: string) => headerKey(header.replace(/^property_/i, ''));
  const give = (header: string, target: ImportTarget | undefined, by: Suggestion['by']) => {
    if (!target) return;
    given.set(header, { target, by });
    free.delete(target);
  };
  const known = { name: (target: ImportTarget) => [target.name, ...labelsOf(target)].map(headerKey), alias: (target: ImportTarget) => aliasesOf(kind, target.name).map(headerKey) };
  for (const by of ['name', 'alias'] as const) {
    for (const { name } of columns) if (!given.has(name)) give(name, [...free].find((one) => known[by](one).includes(keyOf(name))), by);
  }
  const [first, last] = ['firstname', 'lastname'].map((part) => columns.find(({ name }) => keyOf(name) === part)?.name);
  if (kind === 'contact' && first && last) give(`{${first}} {${last}}`, [...free].find(({ name }) => name === 'name'), 'alias');
  for (const { name, samples } of columns) if (!given.has(name)) give(name, [...free].find((target) => holds(target, samples)), 'values');
  return given;
}
