import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { CompetitorsModule } from '#competitors/api';
import { ContactsModule } from '#contacts/api';
import { CustomersModule } from '#customers/api';
import { ContractsModule } from '#contracts/api';
import { OpportunitiesModule } from '#opportunities/api';
import { ProductsModule } from '#products/api';
import { QuotesModule } from '#quotes/api';
import { ReceivablesModule } from '#receivables/api';
import { StockModule } from '#stock/api';
import { ImportController } from './import.controller.ts';
import { ImportFiles } from './import-files.service.ts';
import { ImportMadeQueries } from './import-made.queries.ts';
import { ImportQueries } from './import.queries.ts';
import { ImportRetention } from './import-retention.service.ts';
import { ImportRowQueries } from './import-rows.queries.ts';
import { Imports } from './imports.service.ts';
import { MappingController } from './mapping.controller.ts';
import { MappingQueries } from './mapping.queries.ts';
import { Mappings } from './mappings.service.ts';
import { ContractRows } from './kinds/contract-rows.ts';
import { PaymentRows } from './kinds/payment-rows.ts';
import { PriceBookRows } from './kinds/price-book-rows.ts';
import { QuoteRows } from './kinds/quote-rows.ts';
import { StockRows } from './kinds/stock-rows.ts';
import { PeopleRows } from './people-rows.ts';
import { Writers } from './writers.ts';

/** Bringing files in. */
@Module({
  imports: [AccountsModule, CompetitorsModule, ContactsModule, ContractsModule, CustomersModule, OpportunitiesModule, ProductsModule, QuotesModule, ReceivablesModule, StockModule],
  controllers: [MappingController, ImportController],
  providers: [Imports, ImportFiles, ImportMadeQueries, ImportQueries, ImportRetention, ImportRowQueries, MappingQueries, Mappings, PeopleRows, ContractRows, PaymentRows, PriceBookRows, QuoteRows, StockRows, Writers],
  exports: [ImportRetention],
})
export class ImportsModule {}
