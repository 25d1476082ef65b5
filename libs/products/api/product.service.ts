import { Injectable } from '@nestjs/common';
import { isIn, Records, RecordStore, Rejected, usedBy } from '#kernel/api';
import { ProductChange, ProductRenamed } from '#products/model';
import { CategoryEntity, ProductEntity } from './product.entity.ts';

type Mutation<E> = (record: E) => void | Promise<void>;
/** Anything with a product on it. */
interface Line {
  readonly productId: string | null;
}

/** What we sell. */
@Injectable()
export class ProductService extends RecordStore<ProductEntity> {
  constructor(kernel: Records) {
    super(ProductEntity, kernel, ProductChange);
  }

  override addMany(inputs: readonly object[]): Promise<string[]> {
    return this.addTogether(inputs);
  }

  override change(id: string, verb: string, version: number | null, mutate: Mutation<ProductEntity>, action = verb): Promise<ProductEntity> {
    return super.change(id, verb, version, async (product) => {
      const { name, code } = product;
      await mutate(product);
      if (name !== product.name || code !== product.code) await this.kernel.events.emit(ProductRenamed, { id, name: product.name, code: product.code }, { kind: 'product', id });
    }, action); // prettier-ignore
  }

  /** Throws Rejected while anything points at it: it is retired then. */
  override remove(id: string, version: number): Promise<void> {
    return this.kernel.work.run(async () => {
      await this.demand(id, 'delete');
      if (await usedBy(this.kernel, 'product', id)) throw new Rejected('product-used');
      await super.remove(id, version);
    });
  }

  /** Throws Rejected when a line has a retired product that none of the lines of before had. */
  async demandOnSale(lines: readonly Line[], before: readonly Line[] = []): Promise<void> {
    const known = new Set(before.map(({ productId }) => productId));
    const fresh = [...new Set(lines.map(({ productId }) => productId))].filter((id) => id && !known.has(id));
    if (fresh.length === 0) return;
    const where = isIn('`id`', fresh);
    const retired = await this.kernel.db.read<{ id: string; name: string }>(`SELECT \`id\`, \`name\` FROM \`product\` WHERE \`onSale\` = 0 AND ${where.text}`, [...where.params]);
    const [first] = retired;
    if (!first) return;
    const ids = new Set(retired.map(({ id }) => id));
    const faults = lines.flatMap(({ productId }, index) => (productId && ids.has(productId) ? [{ pointer: `/lines/${index}/productId`, code: 'product-retired', params: { product: first.name } }] : []));
    throw new Rejected('product-retired', { product: first.name }, faults);
  }

  /** Adds to what is available of a product; the ledger of the stock says why. Inside a unit of work. */
  async addToStock(id: string, quantity: number): Promise<void> {
    await this.kernel.db.write('UPDATE `product` SET `stock` = COALESCE(`stock`, 0) + ? WHERE `id` = ?', [quantity, id]);
  }
}

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
