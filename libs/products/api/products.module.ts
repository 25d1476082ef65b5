import { Module } from '@nestjs/common';
import { CategoryController } from './category.controller.ts';
import { ProductController } from './product.controller.ts';
import { CategoryService, ProductService } from './product.service.ts';

/** Products and their categories. */
@Module({ controllers: [ProductController, CategoryController], providers: [ProductService, CategoryService], exports: [ProductService, CategoryService] })
export class ProductsModule {}
