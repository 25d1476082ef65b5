import { Module } from '@nestjs/common';
import { CurrenciesModule } from '#currencies/api';
import { OpportunitiesModule } from '#opportunities/api';
import { ContractReport } from './contract-report.ts';
import { FigureQueries } from './figures.queries.ts';
import { MoneyReportController, MoneyReports } from './money-report.controller.ts';
import { ReceivablesReport } from './receivables-report.ts';
import { Reconciliation } from './reconciliation.queries.ts';
import { ReportController } from './report.controller.ts';
import { ReportFile } from './report-file.ts';
import { StageReports } from './stage-report.queries.ts';
import { SalesReports } from './sales-report.queries.ts';
import { StockReport } from './stock-report.ts';

/** Figures. */
@Module({
  controllers: [ReportController, MoneyReportController],
  imports: [CurrenciesModule, OpportunitiesModule],
  providers: [ContractReport, FigureQueries, MoneyReports, ReceivablesReport, Reconciliation, ReportFile, SalesReports, StageReports, StockReport],
})
export class ReportsModule {}
