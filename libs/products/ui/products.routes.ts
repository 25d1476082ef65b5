import type { Routes } from '@angular/router';
import { CategoryList } from './category-list.ts';
import { CategoryPage } from './category-page.ts';
import { PriceBookList } from './price-book-list.ts';
import { PriceBookPage } from './price-book-page.ts';
import { PriceCompare } from './price-compare.ts';
import { ProductList } from './product-list.ts';
import { ProductPage } from './product-page.ts';

export const productRoutes: Routes = [{ path: '', component: ProductList }, { path: ':id', component: ProductPage }];
export const categoryRoutes: Routes = [{ path: '', component: CategoryList }, { path: ':id', component: CategoryPage }];
const leave = (table: PriceCompare) => table.mayLeave();
export const priceBookRoutes: Routes = [{ path: '', component: PriceBookList }, { path: 'side-by-side', component: PriceCompare, canDeactivate: [leave] }, { path: ':id', component: PriceBookPage }];
