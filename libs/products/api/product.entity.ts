import { RecordTable, Rejected } from '#kernel/api';
import { Category, Product } from '#products/model';

/** A product as it is stored. */
@RecordTable({
  unique: [['code', 'deletedKey']],
  indexes: [
    ['deletedKey', 'code', 'id'], ['deletedKey', 'name', 'id'], ['deletedKey', 'price', 'id'], ['deletedKey', 'stock', 'id'], ['deletedKey', 'onSale', 'name', 'id'], ['deletedKey', 'bundling', 'name', 'id'], ['categoryId', 'deletedKey'],
  ],
}) // prettier-ignore
export class ProductEntity extends Product {
  /** Throws Rejected for components where there is no bundle, or for ones it cannot have. */
  settle(): void {
    if (this.parts.length > 0 && this.bundling === null) throw new Rejected('not-a-bundle', undefined, [{ pointer: '/bundling', code: 'not-a-bundle' }]);
    if (this.bundling !== null && this.stocking !== null && this.stocking !== 'none') throw new Rejected('bundle-stocked', undefined, [{ pointer: '/stocking', code: 'bundle-stocked' }]);
    const ids = this.parts.map(({ productId }) => productId);
    const wrong = ids.flatMap((id, index) => (id === this.id ? [faultAt(index, 'bundle-in-bundle')] : ids.indexOf(id) < index ? [faultAt(index, 'component-twice')] : []));
    if (wrong[0]) throw new Rejected(wrong[0].code, undefined, wrong);
  }
}
const faultAt = (index: number, code: string) => ({ pointer: `/parts/${index}/productId`, code });

/** A category as it is stored. */
@RecordTable({ indexes: [['deletedKey', 'name', 'id'], ['parentId', 'deletedKey']] })
export class CategoryEntity extends Category {}
