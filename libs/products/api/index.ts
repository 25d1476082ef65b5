import type { Slice } from '#kernel/api';
import { productsWords } from '#products/model';
import { productsTables } from './migrations/20261124-products.ts';
import { productsLists } from './migrations/20261125-lists.ts';
import { ProductsModule } from './products.module.ts';

export * from './product.service.ts';
export * from './products.module.ts';
export const products: Slice = { name: 'products', module: ProductsModule, migrations: [productsTables, productsLists], words: productsWords };
