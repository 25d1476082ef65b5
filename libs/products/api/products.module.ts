import { Module } from '@nestjs/common';
import { BundleController } from './bundle.controller.ts';
import { Bundles } from './bundles.service.ts';
import { CategoryController } from './category.controller.ts';
import { PriceBookController } from './price-book.controller.ts';
import { PriceBookService, PriceEntryService } from './price-book.service.ts';
import { PriceController } from './price.controller.ts';
import { PriceEntryController } from './price-entry.controller.ts';
import { PriceQuestions } from './price-question.ts';
import { Prices } from './prices.service.ts';
import { PriceTableController } from './price-table.controller.ts';
import { PriceTables } from './price-tables.service.ts';
import { ProductController } from './product.controller.ts';
import { CategoryService, ProductService } from './product.service.ts';

/** Products, their categories and what they cost. */
@Module({
  controllers: [ProductController, BundleController, CategoryController, PriceBookController, PriceEntryController, PriceController, PriceTableController],
  providers: [ProductService, CategoryService, PriceBookService, PriceEntryService, Prices, PriceQuestions, PriceTables, Bundles],
  exports: [ProductService, CategoryService, PriceBookService, PriceEntryService, Prices],
})
export class ProductsModule {}
