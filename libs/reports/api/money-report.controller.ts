import { Controller, Get, Injectable, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Answers, Asks, Invalid, Needs, NotFound } from '#kernel/api';
import { isNarrowed, NARROWED_BY, type Asked, type MoneyReport, type MoneyReportName } from '#reports/model';
import { ASKED_BY, askedOf } from './asked.ts';
import { ContractReport } from './contract-report.ts';
import { ReceivablesReport } from './receivables-report.ts';
import { Reconciliation } from './reconciliation.queries.ts';
import { FILE_TYPES, ReportFile, type FiledReport, type FileType } from './report-file.ts';
import { REPORT } from './report-schema.ts';
import { SalesReports } from './sales-report.queries.ts';
import { salesSheet } from './sales-sheet.ts';
import { StockReport } from './stock-report.ts';

type Address = Record<string, string>;
const FORMAT = { name: 'format', in: 'query', schema: { type: 'string', enum: Object.keys(FILE_TYPES) }, description: 'CSV unless said otherwise.' };

/** The reports on money by their name. */
@Injectable()
export class MoneyReports {
  private readonly reports: Readonly<Record<MoneyReportName, (asked: Asked) => Promise<MoneyReport>>>;

  constructor(contracts: ContractReport, receivables: ReceivablesReport, reconciliation: Reconciliation, stock: StockReport) {
    this.reports = { contracts: (asked) => contracts.of(asked), receivables: (asked) => receivables.of(asked), reconciliation: (asked) => reconciliation.of(asked), stock: (asked) => stock.of(asked) };
  }
  of(name: string, asked: Asked): Promise<MoneyReport> {
    if (!Object.hasOwn(this.reports, name)) throw new NotFound();
    return this.reports[name as MoneyReportName](asked);
  }
}

@Controller('api/v1/reports')
export class MoneyReportController {
  constructor(
    private readonly reports: MoneyReports,
    private readonly sales: SalesReports,
    private readonly file: ReportFile,
  ) {}

  /** Contracts by state; what was signed in the period by month, person, team and customer, how much of it is executed and received; renewal rate. */
  @Get('contracts')
  @Asks(...ASKED_BY)
  @Answers(REPORT)
  @Needs('report.read')
  contracts(@Query() address: Address) {
    return this.reports.of('contracts', askedOf(address));
  }

  /** Ageing of what is outstanding now, forecast of receipts by due date, and the collection rate of the period. */
  @Get('receivables')
  @Asks(...ASKED_BY)
  @Answers(REPORT)
  @Needs('report.read')
  receivables(@Query() address: Address) {
    return this.reports.of('receivables', askedOf(address));
  }

  /** Contracts signed in the period, their invoices and their receipts side by side, and where they differ. */
  @Get('reconciliation')
  @Asks(...ASKED_BY)
  @Answers(REPORT)
  @Needs('report.read')
  reconciliation(@Query() address: Address) {
    return this.reports.of('reconciliation', askedOf(address));
  }

  /** What lies in the warehouses is worth now, at cost for those who may see it, and at list price. Belongs to nobody: period, person, team and customer change nothing. */
  @Get('stock')
  @Asks(...ASKED_BY)
  @Answers(REPORT)
  @Needs('report.read')
  stock(@Query() address: Address) {
    return this.reports.of('stock', askedOf(address));
  }

  /** One of these reports as a file, with the same parameters; the sales report is asked for by its period alone. */
  @Get(':report/file')
  @Asks(FORMAT, ...ASKED_BY)
  @Needs('report.read')
  async export(@Param('report') name: string, @Query() { format = 'csv', ...query }: Address, @Res() reply: FastifyReply) {
    if (!Object.hasOwn(FILE_TYPES, format)) throw new Invalid([{ pointer: '/format', code: 'choice' }]);
    const [type, asked] = [format as FileType, askedOf(query)];
    const bytes = await this.file.of(await this.filed(name, asked), asked, type);
    return reply.header('Content-Type', FILE_TYPES[type]).header('Content-Disposition', `attachment; filename="${name}.${type}"`).send(Buffer.from(bytes));
  }

  private async filed(name: string, asked: Asked): Promise<FiledReport> {
    if (name !== 'sales') return this.reports.of(name, asked);
    if (isNarrowed(asked)) throw new Invalid(NARROWED_BY.filter((by) => asked[by]).map((by) => ({ pointer: `/${by}`, code: 'unknown' })));
    return salesSheet(await this.sales.of(asked.from, asked.to));
  }
}
