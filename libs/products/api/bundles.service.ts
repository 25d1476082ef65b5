import { Injectable } from '@nestjs/common';
import { Rejected } from '#kernel/api';
import type { Named } from '#kernel/model';
import { dividedAmong, netOf, type BundlePart, type BundleRow, type FoundPrice, type PriceQuestion, type TakenApart } from '#products/model';
import { partOf, Prices } from './prices.service.ts';
import { ProductService } from './product.service.ts';

type Part = BundlePart & { readonly product?: Named | null };
type Found = FoundPrice | null | undefined;

/** Takes bundles apart into the rows that documents have of them. */
@Injectable()
export class Bundles {
  constructor(
    private readonly products: ProductService,
    private readonly prices: Prices,
  ) {}

  /** The components of a bundle with their prices; where it has a price of its own, that price divided among them. Throws Rejected for what cannot be sold as a bundle. */
  async takeApart({ productId, quantity, ...buyer }: PriceQuestion): Promise<TakenApart> {
    const bundle = await this.products.get(productId);
    const parts = bundle.parts ?? [];
    if (bundle.bundling === null) throw new Rejected('not-a-bundle');
    if (parts.length === 0) throw new Rejected('bundle-empty', { product: bundle.name });
    if (!bundle.onSale) throw new Rejected('product-retired', { product: bundle.name });
    await this.products.demandOnSale(parts, [], 'parts');
    const wanted = parts.map((part) => ({ productId: part.productId, quantity: partOf(part.quantity, quantity) }));
    const [own, ...found] = await this.prices.lookAll([{ productId, quantity }, ...wanted], buyer);
    const alone = wanted.map((part, index) => rowOf({ ...part, name: nameOf(parts[index]), description: bundle.name }, found[index]));
    const rows = own && own.origin !== 'sum' ? divided(netOf({ price: own.price, quantity, discount: null }, buyer.currency), alone, buyer.currency) : alone;
    const amount = rows.reduce((sum, row) => sum + netOf({ ...row, discount: null }, buyer.currency), 0);
    return { name: bundle.name, currency: buyer.currency, amount, origin: own?.origin ?? null, rows };
  }
}

const nameOf = (part: Part | undefined): string => part?.product?.name ?? '';
const rowOf = (part: Pick<BundleRow, 'productId' | 'quantity' | 'name' | 'description'>, found: Found): BundleRow => ({
  ...part, price: found?.price ?? 0, priceOrigin: found?.origin ?? 'manual', listPrice: found?.price ?? null, taxRate: found?.taxRate ?? null,
}); // prettier-ignore

/** A row whose price is what it costs by itself keeps saying where that comes from. */
const divided = (amount: number, rows: readonly BundleRow[], currency: string): BundleRow[] =>
  dividedAmong(amount, rows, currency).map((row) => (row.price === row.listPrice ? row : { ...row, priceOrigin: 'manual' }));
