import { isIn, Rejected, type Records } from '#kernel/api';
import { scale } from '#kernel/model';
import type { BundlePart } from '#products/model';
import type { ProductEntity } from './product.entity.ts';

interface Part {
  readonly id: string;
  readonly bundling: string | null;
  readonly price: number;
  readonly cost: number | null;
  readonly currency: string;
}
export type Before = Pick<ProductEntity, 'bundling' | 'parts' | 'price' | 'cost'>;

/** What holds between a bundle and its components, and what of it follows from them. */
export class BundleRules {
  constructor(private readonly kernel: Records) {}

  /** Puts in place what follows from the components. Throws Rejected for a bundle within a bundle, and for a price or a cost that is not theirs. */
  async settle(product: ProductEntity, before: Before | null): Promise<void> {
    product.settle();
    if (product.bundling === null) return;
    if (before?.bundling === null && (await this.isPart(product.id))) throw new Rejected('bundle-in-bundle', undefined, [{ pointer: '/bundling', code: 'bundle-in-bundle' }]);
    if (product.parts.length === 0) return;
    const parts = await this.partsOf(product);
    const wrong = product.parts.flatMap(({ productId }, index) => (parts.get(productId)?.bundling ? [{ pointer: `/parts/${index}/productId`, code: 'bundle-in-bundle' }] : []));
    if (wrong[0]) throw new Rejected('bundle-in-bundle', undefined, wrong);
    const price = product.bundling === 'sum' ? this.sum(product, parts, 'price') : null;
    if (price !== null) this.follow(product, 'price', price, before);
    this.follow(product, 'cost', this.sum(product, parts, 'cost'), before);
  }

  /** The bundles that have a product as a component. */
  async with(id: string): Promise<string[]> {
    const rows = await this.kernel.db.read<{ id: string }>("SELECT DISTINCT r.`id` FROM `product_parts` p JOIN `product` r ON r.`id` = p.`recordId` WHERE p.`productId` = ? AND r.`deletedKey` = '' ORDER BY r.`id`", [id]);
    return rows.map((row) => row.id);
  }

  private follow(product: ProductEntity, name: 'price' | 'cost', value: number | null, before: Before | null): void {
    const typed = before !== null && product[name] !== before[name];
    if (typed && product[name] !== value) throw new Rejected(`bundle-${name}`, undefined, [{ pointer: `/${name}`, code: `bundle-${name}` }]);
    Object.assign(product, { [name]: value });
  }

  /** What the components add up to, or null where that is not known in the bundle's currency. */
  private sum({ parts, currency }: ProductEntity, known: ReadonlyMap<string, Part>, name: 'price' | 'cost'): number | null {
    const each = parts.map(({ productId, quantity }: BundlePart) => {
      const part = known.get(productId);
      const value = part?.currency === currency ? part[name] : null;
      return value === null ? null : scale(Number(value), quantity, 1000);
    });
    return each.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  }

  /** Nobody makes a bundle of a component, or a component of a bundle, at the same time. */
  private async partsOf({ id, parts }: ProductEntity): Promise<Map<string, Part>> {
    const where = isIn('`id`', [...new Set([id, ...parts.map(({ productId }) => productId)])]);
    await this.kernel.db.meet('bundles');
    const rows = await this.kernel.db.read<Part>(`SELECT \`id\`, \`bundling\`, \`price\`, \`cost\`, \`currency\` FROM \`product\` WHERE ${where.text} ORDER BY \`id\`${this.lock}`, [...where.params]);
    return new Map(rows.filter((row) => row.id !== id).map((row) => [row.id, row]));
  }
  private async isPart(id: string): Promise<boolean> {
    await this.kernel.db.meet('bundles');
    await this.kernel.db.read(`SELECT 1 FROM \`product\` WHERE \`id\` = ?${this.lock}`, [id]);
    return (await this.kernel.db.read('SELECT 1 FROM `product_parts` WHERE `productId` = ? LIMIT 1', [id])).length > 0;
  }
  private get lock(): string {
    return this.kernel.db.kind === 'sqlite' ? '' : ' FOR UPDATE';
  }
}
