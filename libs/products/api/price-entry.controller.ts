import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { NewPriceEntry, PriceEntry, PriceEntryChange } from '#products/model';
import { PriceEntryService } from './price-book.service.ts';

@Controller('api/v1/price-entries')
export class PriceEntryController {
  constructor(private readonly entries: PriceEntryService) {}

  @Get()
  @Needs(PriceEntry.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.entries.list(query);
  }

  @Get(':id')
  @Needs(PriceEntry.may.read)
  get(@Id() id: string) {
    return this.entries.get(id);
  }

  @Post()
  @Needs(PriceEntry.may.create)
  create(@Body() body: NewPriceEntry) {
    return this.entries.create(body);
  }

  @Patch(':id')
  @Needs(PriceEntry.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: PriceEntryChange) {
    return this.entries.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(PriceEntry.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.entries.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(PriceEntry.may.delete)
  restore(@Id() id: string) {
    return this.entries.restore(id);
  }

  @Get(':id/history')
  @Needs(PriceEntry.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.entries.history(id, after ?? null);
  }
}
