import { Injectable } from '@nestjs/common';
import { and, Database, NotFound, scopeOf, sql, tableOf } from '#kernel/api';
import { PRICE_BOOK_KINDS, type FoundPrice, type PriceOrigin, type PriceQuestion } from '#products/model';

interface Candidate {
  readonly price: number;
  readonly minQuantity: number;
  readonly bookId: string;
  readonly kind: PriceOrigin;
  readonly validFrom: string | null;
}

/** Finds what something costs: for this customer, else for its level, else by quantity, else as listed (domain.md §6). */
@Injectable()
export class Prices {
  constructor(private readonly db: Database) {}

  /** The price that holds, or null when there is none in this currency. Throws NotFound for a product or a customer that is not there for whoever asks. */
  async look({ productId, customerId, quantity, currency, on }: PriceQuestion): Promise<FoundPrice | null> {
    const [product] = await this.db.read<{ price: number; currency: string; taxRate: number | null }>("SELECT `price`, `currency`, `taxRate` FROM `product` WHERE `id` = ? AND `deletedKey` = ''", [productId]);
    if (!product) throw new NotFound();
    const level = customerId ? await this.levelOf(customerId) : null;
    const rows = await this.db.read<Candidate>(
      `SELECT e.\`price\`, e.\`minQuantity\`, b.\`id\` AS \`bookId\`, b.\`kind\`, b.\`validFrom\` FROM \`price_entry\` e JOIN \`price_book\` b ON b.\`id\` = e.\`priceBookId\`
       WHERE e.\`productId\` = ? AND e.\`deletedKey\` = '' AND e.\`minQuantity\` <= ? AND b.\`deletedKey\` = '' AND b.\`active\` = 1 AND b.\`currency\` = ?
       AND (b.\`validFrom\` IS NULL OR b.\`validFrom\` <= ?) AND (b.\`validTo\` IS NULL OR b.\`validTo\` >= ?)
       AND (b.\`kind\` IN ('tier', 'list') OR (b.\`kind\` = 'level' AND b.\`level\` = ?) OR (b.\`kind\` = 'customer' AND b.\`customerId\` = ?))`,
      [productId, quantity, currency, on, on, level, customerId],
    );
    const taxRate = product.taxRate === null ? null : Number(product.taxRate);
    const [best] = rows.sort(foremost);
    if (best) return { price: Number(best.price), currency, origin: best.kind, bookId: best.bookId, taxRate };
    return product.currency === currency ? { price: Number(product.price), currency, origin: 'list', bookId: null, taxRate } : null;
  }

  private async levelOf(customerId: string): Promise<string | null> {
    const where = and(sql("r.`id` = ? AND r.`deletedKey` = ''", customerId), scopeOf(tableOf('customer'), 'read'));
    const [customer] = await this.db.read<{ level: string | null }>(`SELECT r.\`level\` FROM \`customer\` r WHERE ${where.text}`, [...where.params]);
    if (!customer) throw new NotFound();
    return customer.level;
  }
}

/** By kind, then the highest quantity that is reached, then the book that began last. */
function foremost(a: Candidate, b: Candidate): number {
  const kinds = PRICE_BOOK_KINDS.indexOf(a.kind) - PRICE_BOOK_KINDS.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  const quantities = Number(b.minQuantity) - Number(a.minQuantity);
  if (quantities !== 0) return quantities;
  const [one, other] = [a.validFrom ?? '', b.validFrom ?? ''];
  return one === other ? (a.bookId < b.bookId ? -1 : 1) : one < other ? 1 : -1;
}
