import { Module } from '@nestjs/common';
import { OpportunitiesModule } from '#opportunities/api';
import { ReportController } from './report.controller.ts';
import { StageReports } from './stage-report.queries.ts';
import { SalesReports } from './sales-report.queries.ts';

/** Figures. */
@Module({ controllers: [ReportController], imports: [OpportunitiesModule], providers: [SalesReports, StageReports] })
export class ReportsModule {}
