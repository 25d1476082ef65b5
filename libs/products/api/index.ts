import type { Slice } from '#kernel/api';
import { productsWords } from '#products/model';
import { bundles } from './migrations/20261126-bundles.ts';
import { costAndStocking } from './migrations/20261125-cost-and-stocking.ts';
import { productsTables } from './migrations/20261124-products.ts';
import { productsLists } from './migrations/20261125-lists.ts';
import { priceBooks } from './migrations/20261125-price-books.ts';
import { ProductsModule } from './products.module.ts';

export * from './price-book.service.ts';
export * from './prices.service.ts';
export * from './product.service.ts';
export * from './products.module.ts';
export const products: Slice = { name: 'products', module: ProductsModule, migrations: [productsTables, productsLists, priceBooks, costAndStocking, bundles], words: productsWords };
