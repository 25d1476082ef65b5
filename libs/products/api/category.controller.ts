import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { Category, CategoryChange, NewCategory } from '#products/model';
import { CategoryService } from './product.service.ts';

@Controller('api/v1/categories')
export class CategoryController {
  constructor(private readonly categories: CategoryService) {}

  @Get()
  @Needs(Category.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.categories.list(query);
  }

  @Get(':id')
  @Needs(Category.may.read)
  get(@Id() id: string) {
    return this.categories.get(id);
  }

  @Post()
  @Needs(Category.may.create)
  create(@Body() body: NewCategory) {
    return this.categories.create(body);
  }

  @Patch(':id')
  @Needs(Category.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: CategoryChange) {
    return this.categories.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Category.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.categories.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Category.may.delete)
  restore(@Id() id: string) {
    return this.categories.restore(id);
  }

  @Get(':id/history')
  @Needs(Category.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.categories.history(id, after ?? null);
  }
}
