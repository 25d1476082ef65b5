import { Module } from '@nestjs/common';
import { CustomersModule } from '#customers/api';
import { OpportunitiesModule } from '#opportunities/api';
import { ProductsModule } from '#products/api';
import { QuoteController } from './quote.controller.ts';
import { QuoteService } from './quote.service.ts';
import { QuoteVersions } from './quote-versions.ts';

/** What customers are offered. */
@Module({ imports: [CustomersModule, OpportunitiesModule, ProductsModule], controllers: [QuoteController], providers: [QuoteService, QuoteVersions], exports: [QuoteService] })
export class QuotesModule {}
