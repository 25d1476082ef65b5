import { Controller, Get, Query } from '@nestjs/common';
import { Invalid, Needs } from '#kernel/api';
import { isDay } from '#kernel/model';
import { StageReports } from './stage-report.queries.ts';
import { SalesReports } from './sales-report.queries.ts';

@Controller('api/v1/reports')
export class ReportController {
  constructor(
    private readonly reports: SalesReports,
    private readonly stageReports: StageReports,
  ) {}

  /** What deals add up to by stage, state and the month they were opened; at most two seconds old. */
  @Get('stages')
  @Needs('report.read')
  stages() {
    return this.stageReports.all();
  }

  /** Sales figures from one day to another, both included; all time when none is given. */
  @Get('sales')
  @Needs('report.read')
  sales(@Query('from') from = '1000-01-01', @Query('to') to = '9999-12-31') {
    const wrong = Object.entries({ from, to }).filter(([, day]) => !isDay(day));
    if (wrong.length > 0) throw new Invalid(wrong.map(([name]) => ({ pointer: `/${name}`, code: 'day' })));
    if (to < from) throw new Invalid([{ pointer: '/to', code: 'day-order' }]);
    return this.reports.of(from, to);
  }
}
