import { Injectable } from '@nestjs/common';
import { and, Database, isIn, NotFound, scopeOf, sql, tableOf } from '#kernel/api';
import { scale } from '#kernel/model';
import { PRICE_BOOK_KINDS, type Bundling, type FoundPrice, type PriceBookKind, type PriceQuestion } from '#products/model';

interface Standing {
  readonly minQuantity: number;
  readonly bookId: string;
  readonly kind: PriceBookKind;
  readonly validFrom: string | null;
}
interface Candidate extends Standing {
  readonly productId: string;
  readonly price: number;
}
interface Listed {
  readonly id: string;
  readonly price: number;
  readonly currency: string;
  readonly taxRate: number | null;
  readonly bundling: Bundling | null;
}
type Asked = Pick<PriceQuestion, 'productId' | 'quantity'>;
type Buyer = Omit<PriceQuestion, 'productId' | 'quantity'>;

/** Finds what something costs: for this customer, else for its level, else by quantity, else as listed (domain.md §6). */
@Injectable()
export class Prices {
  constructor(private readonly db: Database) {}

  /** The price that holds, or null when there is none in this currency. Throws NotFound for a product or a customer that is not there for whoever asks. */
  async look({ productId, quantity, ...buyer }: PriceQuestion): Promise<FoundPrice | null> {
    const [found] = await this.lookAll([{ productId, quantity }], buyer);
    if (found === undefined) throw new NotFound();
    return found;
  }

  /** The prices of many products for one buyer, in their order; undefined for a product that is not there. Throws NotFound for a customer that is not there for whoever asks. */
  async lookAll(asked: readonly Asked[], buyer: Buyer): Promise<(FoundPrice | null | undefined)[]> {
    if (asked.length === 0) return [];
    const { customerId, currency, on } = buyer;
    const ids = [...new Set(asked.map(({ productId }) => productId))];
    const products = new Map((await this.productsOf(ids)).map((product) => [product.id, product]));
    const level = customerId ? await this.levelOf(customerId) : null;
    const { text, params } = isIn('e.`productId`', ids);
    const rows = await this.db.read<Candidate>(
      `SELECT e.\`productId\`, e.\`price\`, e.\`minQuantity\`, b.\`id\` AS \`bookId\`, b.\`kind\`, b.\`validFrom\` FROM \`price_entry\` e JOIN \`price_book\` b ON b.\`id\` = e.\`priceBookId\`
       WHERE ${text} AND e.\`deletedKey\` = '' AND b.\`deletedKey\` = '' AND b.\`active\` = 1 AND b.\`currency\` = ?
       AND (b.\`validFrom\` IS NULL OR b.\`validFrom\` <= ?) AND (b.\`validTo\` IS NULL OR b.\`validTo\` >= ?)
       AND (b.\`kind\` IN ('tier', 'list') OR (b.\`kind\` = 'level' AND b.\`level\` = ?) OR (b.\`kind\` = 'customer' AND b.\`customerId\` = ?))`,
      [...params, currency, on, on, level, customerId],
    );
    rows.sort(foremost);
    const found = asked.map(({ productId, quantity }) => {
      const product = products.get(productId);
      if (!product) return undefined;
      const taxRate = product.taxRate === null ? null : Number(product.taxRate);
      const best = rows.find((row) => row.productId === productId && Number(row.minQuantity) <= quantity);
      if (best) return { price: Number(best.price), currency, origin: best.kind, bookId: best.bookId, taxRate };
      return product.currency === currency ? { price: Number(product.price), currency, origin: 'list' as const, bookId: null, taxRate } : null;
    });
    const summed = asked.filter(({ productId }, index) => !found[index]?.bookId && products.get(productId)?.bundling === 'sum');
    if (summed.length === 0) return found;
    const sums = await this.sumsOf(summed, buyer);
    return asked.map((one, index) => (sums.has(one) ? this.sum(sums.get(one) ?? null, products.get(one.productId) as Listed, currency) : found[index]));
  }

  private sum(price: number | null, { taxRate }: Listed, currency: string): FoundPrice | null {
    return price === null ? null : { price, currency, origin: 'sum', bookId: null, taxRate: taxRate === null ? null : Number(taxRate) };
  }
  /** What the components of bundles cost together; null when one of them has no price. A bundle without components is left out. */
  private async sumsOf(asked: readonly Asked[], buyer: Buyer): Promise<Map<Asked, number | null>> {
    const { text, params } = isIn('`recordId`', [...new Set(asked.map(({ productId }) => productId))]);
    const parts = await this.db.read<{ recordId: string; productId: string; quantity: number }>(`SELECT \`recordId\`, \`productId\`, \`quantity\` FROM \`product_parts\` WHERE ${text}`, [...params]);
    const wanted = asked.flatMap((bundle) => parts.filter(({ recordId }) => recordId === bundle.productId).map((part) => ({ bundle, part, productId: part.productId, quantity: partOf(Number(part.quantity), bundle.quantity) })));
    const prices = await this.lookAll(wanted, buyer);
    const costs = wanted.map(({ bundle, part }, index) => ({ bundle, cost: prices[index] ? scale(prices[index].price, Number(part.quantity), 1000) : null }));
    return new Map([...Map.groupBy(costs, ({ bundle }) => bundle)].map(([bundle, own]) => [bundle, own.reduce<number | null>((sum, { cost }) => (sum === null || cost === null ? null : sum + cost), 0)]));
  }

  private productsOf(ids: readonly string[]) {
    const { text, params } = isIn('`id`', ids);
    return this.db.read<Listed>(`SELECT \`id\`, \`price\`, \`currency\`, \`taxRate\`, \`bundling\` FROM \`product\` WHERE ${text} AND \`deletedKey\` = ''`, [...params]);
  }
  /** The level of a customer. Throws NotFound for one that is not there for whoever asks. */
  async levelOf(customerId: string): Promise<string | null> {
    const where = and(sql("r.`id` = ? AND r.`deletedKey` = ''", customerId), scopeOf(tableOf('customer'), 'read'));
    const [customer] = await this.db.read<{ level: string | null }>(`SELECT r.\`level\` FROM \`customer\` r WHERE ${where.text}`, [...where.params]);
    if (!customer) throw new NotFound();
    return customer.level;
  }
}

/** How much of a component is in a quantity of its bundle, in thousandths. */
export const partOf = (quantity: number, bundles: number): number => Math.max(1, scale(quantity, bundles, 1000));

/** By kind, then the highest quantity that is reached, then the book that began last. */
export function foremost(a: Standing, b: Standing): number {
  const kinds = PRICE_BOOK_KINDS.indexOf(a.kind) - PRICE_BOOK_KINDS.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  const quantities = Number(b.minQuantity) - Number(a.minQuantity);
  if (quantities !== 0) return quantities;
  const [one, other] = [a.validFrom ?? '', b.validFrom ?? ''];
  return one === other ? (a.bookId < b.bookId ? -1 : 1) : one < other ? 1 : -1;
}
