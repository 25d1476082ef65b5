import type { Routes } from '@angular/router';
import { StockCountList } from './stock-count-list.ts';
import { StockCountPage } from './stock-count-page.ts';
import { StockLevelList } from './stock-list.ts';
import { StockPage } from './stock-page.ts';
import { WarehouseList } from './warehouse-list.ts';
import { WarehousePage } from './warehouse-page.ts';

export const stockRoutes: Routes = [{ path: '', component: StockLevelList }, { path: ':id', component: StockPage }];
export const warehouseRoutes: Routes = [{ path: '', component: WarehouseList }, { path: ':id', component: WarehousePage }];
export const stockCountRoutes: Routes = [{ path: '', component: StockCountList }, { path: ':id', component: StockCountPage }];
