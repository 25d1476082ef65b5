import { type FormLayout } from '#workbench/ui';
import { Category, CategoryChange, NewCategory, NewProduct, Product, ProductChange } from '#products/model';

/** A new product is on sale in the currency given. */
export const productForm = (currency: string): FormLayout<Product> => ({
  of: Product, create: NewProduct, change: ProductChange,
  start: { onSale: true, currency },
  groups: [
    { key: 'product.group.main', fields: ['name', 'code', 'price', 'currency', 'categoryId', 'unit', 'onSale'] },
    { key: 'product.group.price', fields: ['bundling', 'taxRate', 'cost', 'stocking'] },
    { key: 'product.group.more', fields: ['description'] },
  ],
}); // prettier-ignore
export const CATEGORY_FORM: FormLayout<Category> = {
  of: Category, create: NewCategory, change: CategoryChange, groups: [{ key: 'product.group.main', fields: ['name', 'parentId'] }],
}; // prettier-ignore
