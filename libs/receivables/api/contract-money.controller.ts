import { Body, Controller, Get, Put } from '@nestjs/common';
import { Contract } from '#contracts/model';
import { Answers, Id, Needs, Version } from '#kernel/api';
import { Plan, Receivable, ReceivablesSettings } from '#receivables/model';
import { ReceivableService } from './receivable.service.ts';
import { ReceivablesRules } from './receivables-rules.service.ts';
import { Standings } from './standing.queries.ts';

const AMOUNT = { type: 'integer' };
const names = ['amount', 'planned', 'overdue', 'received', 'inApproval', 'writtenOff', 'receivable', 'invoiced', 'invoicing', 'unallocated'];
const STANDING = {
  type: 'object',
  required: ['contractId', 'currency', ...names],
  properties: { contractId: { type: 'string', format: 'uuid' }, currency: { type: 'string' }, ...Object.fromEntries(names.map((name) => [name, AMOUNT])) },
};

@Controller('api/v1/contracts')
export class ContractMoneyController {
  constructor(
    private readonly plans: ReceivableService,
    private readonly standings: Standings,
  ) {}

  /** How a contract stands: planned, received, in approval, written off, invoiced and owed. */
  @Get(':id/standing')
  @Needs(Contract.may.read)
  @Answers(STANDING)
  standing(@Id() id: string) {
    return this.standings.of(id);
  }

  /** Makes the plan of a contract what these rows say; the version is the contract's. */
  @Put(':id/plan')
  @Needs(Receivable.may.update)
  @Answers(STANDING)
  async plan(@Id() id: string, @Version() version: number, @Body() { rows }: Plan) {
    await this.plans.replace(id, version, rows);
    return this.standings.of(id);
  }
}

@Controller('api/v1/receivables-settings')
export class ReceivablesSettingsController {
  constructor(private readonly rules: ReceivablesRules) {}

  @Get()
  @Needs(Receivable.may.read)
  get() {
    return this.rules.get();
  }

  /** Changes how strict plans and invoices are. */
  @Put()
  @Needs('workspace.update')
  change(@Body() settings: ReceivablesSettings) {
    return this.rules.change(settings);
  }
}
