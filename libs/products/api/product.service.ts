import { Injectable } from '@nestjs/common';
import { Records, RecordStore } from '#kernel/api';
import { ProductChange } from '#products/model';
import { CategoryEntity, ProductEntity } from './product.entity.ts';

/** What we sell. */
@Injectable()
export class ProductService extends RecordStore<ProductEntity> {
  constructor(kernel: Records) {
    super(ProductEntity, kernel, ProductChange);
  }

  override addMany(inputs: readonly object[]): Promise<string[]> {
    return this.addTogether(inputs);
  }
}

/** The tree of the catalogue. */
@Injectable()
export class CategoryService extends RecordStore<CategoryEntity> {
  constructor(kernel: Records) {
    super(CategoryEntity, kernel);
  }
}
