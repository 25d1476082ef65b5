import { Injectable } from '@nestjs/common';
import { isIn, Records, RecordStore, Rejected, usedBy } from '#kernel/api';
import { ProductChange, ProductRenamed, type Product } from '#products/model';
import { BundleRules } from './bundle-rules.ts';
import { CategoryEntity, ProductEntity } from './product.entity.ts';

type Mutation<E> = (record: E) => void | Promise<void>;
/** Anything with a product on it. */
interface Line {
  readonly productId: string | null;
}

/** What we sell. */
@Injectable()
export class ProductService extends RecordStore<ProductEntity> {
  private readonly bundles: BundleRules;

  constructor(kernel: Records) {
    super(ProductEntity, kernel, ProductChange);
    this.bundles = new BundleRules(kernel);
  }

  override add(input: object, complete?: Mutation<ProductEntity>): Promise<string> {
    return super.add(input, async (product) => {
      await complete?.(product);
      await this.demandOnSale(product.parts, [], 'parts');
      await this.bundles.settle(product, null);
    });
  }
  /** Bundles have rules of their own; all others are written together. */
  override addMany(inputs: readonly object[]): Promise<string[]> {
    return inputs.some((input) => (input as Partial<ProductEntity>).bundling || (input as Partial<ProductEntity>).parts?.length) ? super.addMany(inputs) : this.addTogether(inputs);
  }

  override change(id: string, verb: string, version: number | null, mutate: Mutation<ProductEntity>, action = verb): Promise<ProductEntity> {
    return this.kernel.work.run(async () => {
      let worth = '';
      const product = await super.change(id, verb, version, async (one) => {
        const before = structuredClone({ ...one });
        worth = worthOf(before);
        await mutate(one);
        if (one.deletedAt === null) await this.settle(one, before);
        const { name, code } = one;
        if (name !== before.name || code !== before.code) await this.kernel.events.emit(ProductRenamed, { id, name, code }, { kind: 'product', id });
        worth = worth === worthOf(one) ? '' : worth;
      }, action); // prettier-ignore
      if (worth !== '') await this.followed(id);
      return product;
    });
  }
  private async settle(product: ProductEntity, before: Product): Promise<void> {
    await this.demandOnSale(product.parts, before.parts, 'parts');
    await this.bundles.settle(product, before);
  }
  /** Bundles follow what their components cost. */
  private async followed(id: string): Promise<void> {
    for (const bundle of await this.bundles.with(id)) {
      await this.reader.lock(bundle);
      await super.change(bundle, 'update', null, (one) => this.bundles.settle(one, null));
    }
  }

  /** Throws Rejected while anything points at it: it is retired then. */
  override remove(id: string, version: number): Promise<void> {
    return this.kernel.work.run(async () => {
      await this.demand(id, 'delete');
      if (await usedBy(this.kernel, 'product', id)) throw new Rejected('product-used');
      await super.remove(id, version);
    });
  }

  /** Throws Rejected when a line has a retired product that none of the lines of before had, or a bundle: its components are what goes on lines. */
  async demandOnSale(lines: readonly Line[], before: readonly Line[] = [], list: 'lines' | 'parts' = 'lines'): Promise<void> {
    const known = new Set(before.map(({ productId }) => productId));
    const fresh = [...new Set(lines.map(({ productId }) => productId))].filter((id) => id && !known.has(id));
    if (fresh.length === 0) return;
    const where = isIn('`id`', fresh);
    const rows = await this.kernel.db.read<{ id: string; name: string; onSale: number }>(`SELECT \`id\`, \`name\`, \`onSale\` FROM \`product\` WHERE (\`onSale\` = 0${list === 'lines' ? ' OR `bundling` IS NOT NULL' : ''}) AND ${where.text}`, [...where.params]);
    const refused = new Map(rows.map(({ id, name, onSale }) => [id, { code: onSale ? 'product-bundle' : 'product-retired', params: { product: name } }]));
    const faults = lines.flatMap(({ productId }, index) => (productId && refused.has(productId) ? [{ pointer: `/${list}/${index}/productId`, ...(refused.get(productId) as { code: string; params: { product: string } }) }] : []));
    if (faults[0]) throw new Rejected(faults[0].code, faults[0].params, faults);
  }

  /** What products are taxed with, as far as whoever asks sees them. */
  async taxRates(ids: readonly (string | null)[]): Promise<Map<string | null, number | null>> {
    const rates = new Map<string | null, number | null>();
    const asked = [...new Set(ids)].filter((id) => id !== null);
    for (let at = 0; at < asked.length; at += 200) {
      const { items } = await this.page({ id: asked.slice(at, at + 200).join(','), size: '200' });
      for (const { id, taxRate } of items) rates.set(id, taxRate);
    }
    return rates;
  }

  /** Adds to what is available of a product; the ledger of the stock says why. Inside a unit of work. */
  async addToStock(id: string, quantity: number): Promise<void> {
    await this.kernel.db.write('UPDATE `product` SET `stock` = COALESCE(`stock`, 0) + ? WHERE `id` = ?', [quantity, id]);
  }
}

/** What bundles with a product in them follow. */
const worthOf = ({ price, cost, currency }: Product) => `${price}|${cost}|${currency}`;

/** The tree of the catalogue. */
@Injectable()
export class CategoryService extends RecordStore<CategoryEntity> {
  constructor(kernel: Records) {
    super(CategoryEntity, kernel);
  }

  override change(id: string, verb: string, version: number | null, mutate: Mutation<CategoryEntity>, action = verb): Promise<CategoryEntity> {
    return super.change(id, verb, version, async (category) => {
      const { parentId } = category;
      await mutate(category);
      if (category.parentId !== null && category.parentId !== parentId) await this.demandNoCycle(category);
    }, action); // prettier-ignore
  }

  /** Throws Rejected while products or other categories belong to it. */
  override remove(id: string, version: number): Promise<void> {
    return this.kernel.work.run(async () => {
      await this.demand(id, 'delete');
      if (await usedBy(this.kernel, 'category', id)) throw new Rejected('category-used');
      await super.remove(id, version);
    });
  }

  /** A category is not below itself. The tree is locked, or two moves at once could close a circle. */
  private async demandNoCycle({ id, parentId }: CategoryEntity): Promise<void> {
    const lock = this.kernel.db.kind === 'sqlite' ? '' : ' FOR UPDATE';
    await this.kernel.db.meet('categories');
    const all = await this.kernel.db.read<{ id: string; parentId: string | null }>(`SELECT \`id\`, \`parentId\` FROM \`product_category\` ORDER BY \`id\`${lock}`);
    const parents = new Map(all.map((one) => [one.id, one.parentId]));
    for (let at = parentId, steps = 0; at && steps < 100; at = parents.get(at) ?? null, steps++) {
      if (at === id) throw new Rejected('category-cycle', undefined, [{ pointer: '/parentId', code: 'category-cycle' }]);
    }
  }
}
