import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { ApprovalsModule } from '#approvals/api';
import { CustomersModule } from '#customers/api';
import { MailModule } from '#mail/api';
import { OpportunitiesModule } from '#opportunities/api';
import { ProductsModule } from '#products/api';
import { StockModule } from '#stock/api';
import { FirstFlow } from './first-flow.ts';
import { OfferController } from './offer.controller.ts';
import { Offers } from './offers.ts';
import { QuoteApproval } from './quote-approval.ts';
import { QuoteController } from './quote.controller.ts';
import { QuoteDays } from './quote-days.ts';
import { QuoteDocuments } from './quote-documents.ts';
import { QuoteLife } from './quote-life.ts';
import { QuoteLinks } from './quote-links.ts';
import { QuoteMails } from './quote-mails.ts';
import { QuotePast } from './quote-past.service.ts';
import { QuotePrices } from './quote-prices.ts';
import { QuoteRules } from './quote-rules.ts';
import { QuoteService } from './quote.service.ts';
import { QuoteSettingsController } from './quote-settings.controller.ts';
import { QuoteStock } from './quote-stock.ts';
import { QuoteVerbsController } from './quote-verbs.controller.ts';
import { QuoteVersions } from './quote-versions.ts';

/** What customers are offered. */
@Module({
  imports: [AccountsModule, ApprovalsModule, CustomersModule, MailModule, OpportunitiesModule, ProductsModule, StockModule],
  controllers: [QuoteController, QuoteVerbsController, QuoteSettingsController, OfferController],
  providers: [QuoteService, QuoteVersions, QuotePrices, QuoteRules, QuoteStock, QuoteLife, QuotePast, QuoteDays, QuoteDocuments, QuoteMails, QuoteLinks, Offers, QuoteApproval, FirstFlow],
  exports: [QuoteService, QuotePast, QuoteDocuments],
})
export class QuotesModule {}
