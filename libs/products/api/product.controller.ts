import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { NewProduct, Product, ProductChange } from '#products/model';
import { ProductService } from './product.service.ts';

@Controller('api/v1/products')
export class ProductController {
  constructor(private readonly products: ProductService) {}

  @Get()
  @Needs(Product.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.products.list(query);
  }

  @Get(':id')
  @Needs(Product.may.read)
  get(@Id() id: string) {
    return this.products.get(id);
  }

  @Post()
  @Needs(Product.may.create)
  create(@Body() body: NewProduct) {
    return this.products.create(body);
  }

  @Patch(':id')
  @Needs(Product.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: ProductChange) {
    return this.products.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Product.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.products.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Product.may.delete)
  restore(@Id() id: string) {
    return this.products.restore(id);
  }

  @Get(':id/history')
  @Needs(Product.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.products.history(id, after ?? null);
  }
}
