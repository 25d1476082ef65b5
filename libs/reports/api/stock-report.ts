import { Injectable } from '@nestjs/common';
import { and, demandReadable, readable, reachedBy, Records, scopeOf, sql, tableOf } from '#kernel/api';
import { netOf } from '#products/model';
import type { Asked, MoneyReport, ReportItem } from '#reports/model';
import { addUp, total, type Part } from './base-sums.ts';
import { FigureQueries, TOP } from './figures.queries.ts';

type Worth = 'cost' | 'value';
interface Lot {
  readonly productId: string;
  readonly warehouseId: string;
  readonly categoryId: string;
  readonly currency: string;
  readonly quantity: number;
  readonly amounts: Readonly<Record<Worth, number>>;
  readonly costed: boolean;
}
/** Whoever may not see one of these gets no report. */
const MADE_OF: Readonly<Record<string, readonly string[]>> = { stock: ['onHand', 'productId', 'warehouseId'], product: ['price', 'currency', 'categoryId'] };
const WORTH: readonly Worth[] = ['cost', 'value'];

/** What lies in the warehouses is worth now: quantity on hand × cost, and × list price, each rounded per product and warehouse (domain.md §6, §14). */
@Injectable()
export class StockReport {
  constructor(
    private readonly figures: FigureQueries,
    private readonly kernel: Records,
  ) {}

  /** Without the right to see what products cost there is no cost in it. */
  async of(asked: Asked): Promise<MoneyReport> {
    const means = await this.figures.means(asked);
    for (const [kind, names] of Object.entries(MADE_OF)) demandReadable(tableOf(kind), names);
    const cost = readable(tableOf('product'), 'cost');
    const lots = await this.lots(cost, asked);
    const worth = cost ? WORTH : WORTH.slice(1);
    const first = worth[0] ?? 'value';
    const sums = (key: (lot: Lot) => string) => addUp(lots.map((lot): Part<Worth> => ({ key: key(lot), currency: lot.currency, on: means.today, count: 1, amounts: lot.amounts })), worth, means.book, means.only);
    const all = total(sums(() => '').values(), worth);
    const by = (column: 'warehouseId' | 'categoryId' | 'productId'): Promise<ReportItem[]> => {
      const items = [...sums((lot) => lot[column])].map(([key, sum]) => ({ key, ...sum }));
      return this.figures.named(column, items.toSorted((a, b) => b.amounts[first] - a.amounts[first] || b.count - a.count).slice(0, TOP));
    };
    const quantities = new Map<string, number>();
    for (const { productId, quantity } of lots) quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
    const byProduct = (await by('productId')).map((item) => ({ ...item, amounts: { ...item.amounts, quantity: quantities.get(item.key) ?? 0 } }));
    const figure = (key: string, amounts: ReportItem['amounts'], count = all.count) => ({ key, count, unpriced: all.unpriced, amounts });
    const uncosted = new Set(lots.flatMap(({ costed, productId }) => (costed ? [] : [productId]))).size;
    return {
      name: 'stock', from: asked.from, to: asked.to, currency: means.currency,
      sections: [
        { key: 'figures', by: 'figure', measures: ['amount', 'products'], items: [...(cost ? [figure('stockCost', { amount: all.amounts.cost })] : []), figure('stockValue', { amount: all.amounts.value }), figure('products', { products: quantities.size }, 0), ...(cost && uncosted > 0 ? [figure('uncosted', { products: uncosted }, uncosted)] : [])] },
        { key: 'byWarehouse', by: 'warehouse', measures: worth, items: await by('warehouseId') },
        { key: 'byCategory', by: 'category', measures: worth, items: await by('categoryId') },
        { key: 'byProduct', by: 'product', measures: [...worth, 'quantity'], items: byProduct },
      ],
    }; // prettier-ignore
  }

  private async lots(cost: boolean, { currency }: Asked): Promise<Lot[]> {
    reachedBy('report.read');
    const where = and(sql("r.`deletedKey` = '' AND r.`onHand` > 0"), scopeOf(tableOf('stock'), 'read'), scopeOf(tableOf('product'), 'read', 'p'), ...(currency ? [sql('p.`currency` = ?', currency)] : []));
    const { rows } = await this.kernel.totals.rows(
      'stock',
      sql(`SELECT r.\`productId\`, r.\`warehouseId\`, r.\`onHand\`, p.\`categoryId\`, p.\`currency\`, p.\`price\`${cost ? ', p.`cost`' : ''} FROM \`stock\` r JOIN \`product\` p ON p.\`id\` = r.\`productId\` WHERE ${where.text}`, ...where.params),
    );
    return rows.map((row) => {
      const [quantity, own] = [Number(row['onHand']), String(row['currency'])];
      const at = (price: unknown) => (price === null || price === undefined ? 0 : netOf({ price: Number(price), quantity, discount: null }, own));
      const amounts = { cost: at(row['cost']), value: at(row['price']) };
      return { productId: String(row['productId']), warehouseId: String(row['warehouseId']), categoryId: String(row['categoryId'] ?? ''), currency: own, quantity, amounts, costed: row['cost'] !== null && row['cost'] !== undefined };
    });
  }
}
