import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Assignment } from '#kernel/model';
import { Answers, Id, Needs, Version } from '#kernel/api';
import { Contract, ContractChange, NewContract } from '#contracts/model';
import { ContractService } from './contract.service.ts';

const VERSION = {
  type: 'object', required: ['revision', 'until', 'amendmentId', 'content'],
  properties: { revision: { type: 'integer' }, until: { type: ['string', 'null'], format: 'date' }, amendmentId: { type: ['string', 'null'] }, content: { type: 'object' } },
}; // prettier-ignore

@Controller('api/v1/contracts')
export class ContractController {
  constructor(private readonly contracts: ContractService) {}

  /** A list; `expiring=true` leaves the active contracts that end within sixty days. */
  @Get()
  @Needs(Contract.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.contracts.list(query);
  }

  @Get(':id')
  @Needs(Contract.may.read)
  get(@Id() id: string) {
    return this.contracts.get(id);
  }

  /** Creates a contract; one that names a won opportunity or an accepted quote takes over what it does not say itself. */
  @Post()
  @Needs(Contract.may.create)
  create(@Body() body: NewContract) {
    return this.contracts.create(body);
  }

  @Patch(':id')
  @Needs(Contract.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: ContractChange) {
    return this.contracts.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Contract.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.contracts.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Contract.may.delete)
  restore(@Id() id: string) {
    return this.contracts.restore(id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Needs(Contract.may.assign)
  assign(@Id() id: string, @Version() version: number, @Body() { ownerId }: Assignment) {
    return this.contracts.assign(id, version, ownerId);
  }

  /** What it says and what it said before it was amended, the newest version first. */
  @Get(':id/versions')
  @Needs(Contract.may.read)
  @Answers({ type: 'object', required: ['items'], properties: { items: { type: 'array', items: VERSION } } })
  versions(@Id() id: string) {
    return this.contracts.versions(id);
  }

  @Get(':id/history')
  @Needs(Contract.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.contracts.history(id, after ?? null);
  }
}
