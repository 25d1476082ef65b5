import { capitalAmount, minorDigits, showMoney } from '#kernel/model';
import { isSection, netOf, pricedRows, taxesOf } from '#products/model';
import type { DocumentFacts, PrintedLine } from './facts.ts';
import type { Content } from './pdf.ts';

const GREY = '#5b6472';
const LINE = '#d5dae2';
const SHADE = '#f3f5f9';
const ACCENT = '#2f4fc4';

/** The document of a quote in pdfmake's words: who to whom, what for how much, on which terms. */
export function documentOf(facts: DocumentFacts): object {
  const { quote, company, language, say } = facts;
  const unfinished = quote.status === 'draft' || quote.status === 'in_approval' || quote.status === 'rejected';
  return {
    pageSize: 'A4', pageMargins: [42, 40, 42, 54], language, displayTitle: true,
    info: { title: `${say('title')} ${quote.number}`, author: company, creator: 'Rapport', producer: 'Rapport' },
    defaultStyle: { font: 'noto', fontSize: 9, lineHeight: 1.05, color: '#1b2230' },
    ...(unfinished ? { watermark: { text: say('draft'), color: '#8a93a3', opacity: 0.13, bold: true, angle: -35, fontSize: 110 } } : {}),
    footer: (page: number, pages: number) => ({
      margin: [42, 16, 42, 0], fontSize: 8, color: GREY,
      columns: [{ text: `${company} · ${quote.number}${versionOf(facts)}` }, { text: say('page', { page, pages }), alignment: 'right' }],
    }),
    content: [headOf(facts), partiesOf(facts), tableOf(facts), totalsOf(facts), ...termsOf(facts), signaturesOf(facts)],
  }; // prettier-ignore
}

const versionOf = ({ quote, say }: DocumentFacts): string => (quote.revision > 1 ? ` · ${say('version', { n: quote.revision })}` : '');
const present = (texts: readonly (string | null | undefined)[]): string[] => texts.filter((text): text is string => Boolean(text?.trim()));

function headOf({ company, house, quote, say, ...facts }: DocumentFacts): Content {
  const reach = present([house.address, present([house.phone, house.email]).join(' · '), house.taxId && `${say('taxId')} ${house.taxId}`]);
  const own: Content = { stack: [{ text: company, bold: true, fontSize: 13 }, ...reach.map((text) => ({ text, color: GREY, fontSize: 8 }))] };
  return {
    columns: [
      ...(house.logo ? [{ image: house.logo, fit: [120, 44], width: 'auto', margin: [0, 0, 14, 0] }] : []),
      { ...own, width: '*' },
      { width: 'auto', stack: [{ text: say('title'), bold: true, fontSize: 20, color: ACCENT, alignment: 'right' }, { text: `${quote.number}${versionOf({ ...facts, company, house, quote, say })}`, alignment: 'right', color: GREY }] },
    ],
    margin: [0, 0, 0, 18],
  }; // prettier-ignore
}

function partiesOf({ quote, customer, contact, seller, day, house, say }: DocumentFacts): Content {
  const pairs: [string, string | null][] = [[say('date'), day], [say('validUntil'), quote.validUntil], [say('currency'), quote.currency], [say('seller'), seller], [say('bank'), house.bank]];
  const facts = pairs.filter((pair): pair is [string, string] => Boolean(pair[1])).map(([name, value]) => [{ text: name, color: GREY }, { text: value }]);
  const whom = present([customer.address, customer.taxId && `${say('taxId')} ${customer.taxId}`, contact && `${say('contact')} ${contact}`]);
  return {
    columns: [
      { width: '*', stack: [{ text: say('to'), color: GREY, fontSize: 8 }, { text: customer.name, bold: true, fontSize: 11 }, ...whom.map((text) => ({ text }))] },
      { width: 220, table: { widths: [62, '*'], body: facts }, layout: { ...plain(), paddingLeft: () => 0, paddingTop: () => 0, paddingBottom: () => 1 } },
    ],
    columnGap: 24, margin: [0, 0, 0, 6],
  }; // prettier-ignore
}

function tableOf(facts: DocumentFacts): Content {
  const { lines, quote, language, say } = facts;
  const discounted = lines.some(({ discount }) => discount);
  const taxed = lines.some(({ taxRate }) => taxRate);
  const [left, right] = [{ bold: true, color: GREY, fontSize: 8 }, { bold: true, color: GREY, fontSize: 8, alignment: 'right' }];
  const head: Content[] = [
    { text: '#', ...left }, { text: say('what'), ...left }, { text: say('quantity'), ...right }, { text: say('price'), ...right },
    ...(discounted ? [{ text: say('discount'), ...right }] : []), ...(taxed ? [{ text: say('taxRate'), ...right }] : []), { text: say('amount'), ...right },
  ]; // prettier-ignore
  let number = 0;
  const rows = lines.map((line): Content[] => {
    if (isSection(line)) return [{ text: line.name, bold: true, colSpan: head.length, fillColor: SHADE }, ...Array.from({ length: head.length - 1 }, () => '')];
    const net = showMoney(netOf(line, quote.currency), quote.currency, language);
    const cell = (text: string): Content => ({ text, alignment: 'right' });
    return [
      { text: String(++number), color: GREY }, whatOf(line, say), cell(present([numberOf(line.quantity, 3, language), line.unit]).join(' ')), cell(priceOf(line.price, quote.currency, language)),
      ...(discounted ? [cell(line.discount ? percentOf(line.discount, language) : '')] : []), ...(taxed ? [cell(line.taxRate === null ? '' : percentOf(line.taxRate, language))] : []),
      line.optional ? { text: `(${net})`, alignment: 'right', color: GREY } : { text: net, alignment: 'right' },
    ]; // prettier-ignore
  });
  return {
    table: { headerRows: 1, dontBreakRows: true, keepWithHeaderRows: 1, widths: [16, '*', 'auto', 'auto', ...(discounted ? ['auto'] : []), ...(taxed ? ['auto'] : []), 'auto'], body: [head, ...rows] },
    layout: { hLineWidth: (index: number, { table }: { table: { body: unknown[] } }) => (index === 0 ? 0 : index === 1 || index === table.body.length ? 1 : 0.5), vLineWidth: () => 0, hLineColor: () => LINE, paddingTop: () => 5, paddingBottom: () => 4, paddingLeft: () => 6, paddingRight: () => 6 },
    margin: [0, 10, 0, 8],
  }; // prettier-ignore
}

function whatOf({ name, code, description, productId, optional }: PrintedLine, say: DocumentFacts['say']): Content {
  const more = productId && description?.trim() ? [{ text: description, color: GREY, fontSize: 8 }] : [];
  const marks = present([code, optional ? say('optional') : null]).join(' · ');
  return { stack: [{ text: name }, ...(marks ? [{ text: marks, color: GREY, fontSize: 8 }] : []), ...more] };
}

function totalsOf({ lines, quote, language, say }: DocumentFacts): Content {
  const { rows, totals } = pricedRows(lines, quote.discountAmount ?? 0, quote.currency);
  const money = (amount: number) => showMoney(amount, quote.currency, language);
  const row = (name: string, amount: number): Content[] => [{ text: name, color: GREY, noWrap: true }, { text: money(amount), alignment: 'right', noWrap: true }];
  const body = [
    ...(quote.discountAmount ? [row(say('subtotal'), totals.subtotal), row(say('wholeDiscount'), -quote.discountAmount)] : []),
    ...(totals.tax > 0 ? [row(say('net'), totals.net), ...taxesOf(rows).filter(({ tax }) => tax !== 0).map(({ rate, tax }) => row(say('tax', { rate: percentOf(rate, language) }), tax))] : []),
    [{ text: say('total'), noWrap: true, bold: true, fontSize: 12, margin: [0, 3, 0, 0] }, { text: money(totals.total), bold: true, fontSize: 12, alignment: 'right', noWrap: true, margin: [0, 3, 0, 0] }],
  ]; // prettier-ignore
  const capital: Content[] = language === 'zh-CN' ? [{ text: say('capital', { amount: capitalAmount(totals.total, quote.currency) }), alignment: 'right', margin: [0, 4, 6, 0] }] : [];
  return { unbreakable: true, stack: [{ columns: [{ width: '*', text: '' }, { width: 'auto', table: { widths: ['auto', 'auto'], body }, layout: { ...plain(), paddingLeft: () => 18 } }] }, ...capital], margin: [0, 0, 0, 16] };
}

function termsOf({ quote, say }: DocumentFacts): Content[] {
  return quote.terms?.trim() ? [{ text: say('terms'), bold: true, margin: [0, 0, 0, 3] }, { text: quote.terms, margin: [0, 0, 0, 14] }] : [];
}

function signaturesOf({ company, customer, say }: DocumentFacts): Content {
  const party = (name: string, role: string): Content => ({
    stack: [{ text: role, color: GREY, fontSize: 8 }, { text: name, bold: true }, { canvas: [{ type: 'line', x1: 0, y1: 34, x2: 220, y2: 34, lineWidth: 0.7, lineColor: GREY }] }, { text: say('signature'), color: GREY, fontSize: 8, margin: [0, 3, 0, 0] }],
  }); // prettier-ignore
  return { unbreakable: true, columns: [party(company, say('us')), party(customer.name, say('you'))], columnGap: 40, margin: [0, 8, 0, 0] };
}

const plain = () => ({ hLineWidth: () => 0, vLineWidth: () => 0, paddingTop: () => 1, paddingBottom: () => 1, paddingLeft: () => 0, paddingRight: () => 6 });
const numberOf = (value: number, decimals: number, language: string) => new Intl.NumberFormat(language, { maximumFractionDigits: decimals }).format(value / 10 ** decimals);
const percentOf = (value: number, language: string) => `${numberOf(value, 2, language)}%`;
/** A price per unit with as many decimals as it has, at least those of its currency. */
function priceOf(price: number, currency: string, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: minorDigits(currency), maximumFractionDigits: Math.max(4, minorDigits(currency)) }).format(price / 10_000);
}
