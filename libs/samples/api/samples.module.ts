import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { ContactsModule } from '#contacts/api';
import { ContractsModule } from '#contracts/api';
import { CustomersModule } from '#customers/api';
import { OpportunitiesModule } from '#opportunities/api';
import { ProductsModule } from '#products/api';
import { QuotesModule } from '#quotes/api';
import { ReceivablesModule } from '#receivables/api';
import { StockModule } from '#stock/api';
import { SampleContracts } from './sample-contracts.ts';
import { SampleData } from './sample-data.service.ts';
import { SampleMoney } from './sample-money.ts';
import { SampleQuotes } from './sample-quotes.ts';
import { SampleStock } from './sample-stock.ts';
import { SampleQueries } from './sample.queries.ts';
import { SampleRemoval } from './sample-removal.service.ts';
import { SamplesController } from './samples.controller.ts';

/** A company to try things on. */
@Module({ imports: [AccountsModule, ContactsModule, ContractsModule, CustomersModule, OpportunitiesModule, ProductsModule, QuotesModule, ReceivablesModule, StockModule], controllers: [SamplesController], providers: [SampleData, SampleContracts, SampleMoney, SampleQuotes, SampleStock, SampleQueries, SampleRemoval], exports: [SampleData, SampleRemoval] })
export class SamplesModule {}
