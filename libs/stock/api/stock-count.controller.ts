import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { NewStockCount, StockCount, StockCountChange } from '#stock/model';
import { StockCounts } from './stock-count.service.ts';

@Controller('api/v1/stock-counts')
export class StockCountController {
  constructor(private readonly counts: StockCounts) {}

  @Get()
  @Needs(StockCount.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.counts.list(query);
  }

  @Get(':id')
  @Needs(StockCount.may.read)
  get(@Id() id: string) {
    return this.counts.get(id);
  }

  @Post()
  @Needs(StockCount.may.create)
  create(@Body() body: NewStockCount) {
    return this.counts.create(body);
  }

  @Patch(':id')
  @Needs(StockCount.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: StockCountChange) {
    return this.counts.update(id, version, body);
  }

  /** Writes what was found into the ledger, and ends the count. */
  @Post(':id/post')
  @HttpCode(200)
  @Needs('stock.move')
  post(@Id() id: string, @Version() version: number) {
    return this.counts.post(id, version);
  }

  /** Ends the count; what was written stays. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Needs(StockCount.may.update)
  cancel(@Id() id: string, @Version() version: number) {
    return this.counts.cancel(id, version);
  }

  @Get(':id/history')
  @Needs(StockCount.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.counts.history(id, after ?? null);
  }
}
