import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { NewWarehouse, Warehouse, WarehouseChange } from '#stock/model';
import { WarehouseService } from './warehouse.service.ts';

@Controller('api/v1/warehouses')
export class WarehouseController {
  constructor(private readonly warehouses: WarehouseService) {}

  @Get()
  @Needs(Warehouse.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.warehouses.list(query);
  }

  @Get(':id')
  @Needs(Warehouse.may.read)
  get(@Id() id: string) {
    return this.warehouses.get(id);
  }

  @Post()
  @Needs(Warehouse.may.create)
  create(@Body() body: NewWarehouse) {
    return this.warehouses.create(body);
  }

  @Patch(':id')
  @Needs(Warehouse.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: WarehouseChange) {
    return this.warehouses.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Warehouse.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.warehouses.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Warehouse.may.delete)
  restore(@Id() id: string) {
    return this.warehouses.restore(id);
  }

  @Get(':id/history')
  @Needs(Warehouse.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.warehouses.history(id, after ?? null);
  }
}
