import { Module } from '@nestjs/common';
import { CurrencyRateController } from './currency-rate.controller.ts';
import { Rates } from './rates.service.ts';

/** Rates of currencies. */
@Module({ controllers: [CurrencyRateController], providers: [Rates], exports: [Rates] })
export class CurrenciesModule {}
