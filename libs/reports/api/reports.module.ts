import { Module } from '@nestjs/common';
import { ReportController } from './report.controller.ts';
import { SalesReports } from './sales-report.queries.ts';

/** Figures. */
@Module({ controllers: [ReportController], providers: [SalesReports] })
export class ReportsModule {}
