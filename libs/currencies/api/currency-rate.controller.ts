import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { CurrencyRate, CurrencyRateChange, NewCurrencyRate } from '#currencies/model';
import { Rates } from './rates.service.ts';

@Controller('api/v1/currency-rates')
export class CurrencyRateController {
  constructor(private readonly rates: Rates) {}

  @Get()
  @Needs(CurrencyRate.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.rates.list(query);
  }

  @Get(':id')
  @Needs(CurrencyRate.may.read)
  get(@Id() id: string) {
    return this.rates.get(id);
  }

  @Post()
  @Needs(CurrencyRate.may.create)
  create(@Body() body: NewCurrencyRate) {
    return this.rates.create(body);
  }

  @Patch(':id')
  @Needs(CurrencyRate.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: CurrencyRateChange) {
    return this.rates.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(CurrencyRate.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.rates.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(CurrencyRate.may.delete)
  restore(@Id() id: string) {
    return this.rates.restore(id);
  }

  @Get(':id/history')
  @Needs(CurrencyRate.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.rates.history(id, after ?? null);
  }
}
