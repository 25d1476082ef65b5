import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Assignment } from '#kernel/model';
import { Id, Needs, Version } from '#kernel/api';
import { Lose, Move, NewOpportunity, Opportunity, OpportunityChange, Win } from '#opportunities/model';
import { Board } from './board.queries.ts';
import { OpportunityService } from './opportunity.service.ts';

@Controller('api/v1/opportunities')
export class OpportunityController {
  constructor(
    private readonly opportunities: OpportunityService,
    private readonly board: Board,
  ) {}

  /** A list; `stale=true` leaves the open deals that stayed in their stage longer than it allows. */
  @Get()
  @Needs(Opportunity.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.opportunities.list(query);
  }

  @Get('board')
  @Needs(Opportunity.may.read)
  boardOf(@Query() query: Record<string, string>) {
    return this.board.of(query);
  }

  /** How many deals a list has and what they are worth, by currency; takes the filters of the list. */
  @Get('worth')
  @Needs(Opportunity.may.read)
  worth(@Query() query: Record<string, unknown>) {
    return this.board.worth(query);
  }

  @Get(':id')
  @Needs(Opportunity.may.read)
  get(@Id() id: string) {
    return this.opportunities.get(id);
  }

  @Post()
  @Needs(Opportunity.may.create)
  create(@Body() body: NewOpportunity) {
    return this.opportunities.create(body);
  }

  @Patch(':id')
  @Needs(Opportunity.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: OpportunityChange) {
    return this.opportunities.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Opportunity.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.opportunities.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Opportunity.may.delete)
  restore(@Id() id: string) {
    return this.opportunities.restore(id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Needs(Opportunity.may.assign)
  assign(@Id() id: string, @Version() version: number, @Body() { ownerId }: Assignment) {
    return this.opportunities.assign(id, version, ownerId);
  }

  @Post(':id/move')
  @HttpCode(200)
  @Needs(Opportunity.may.update)
  move(@Id() id: string, @Version() version: number, @Body() { stageId }: Move) {
    return this.opportunities.move(id, version, stageId);
  }

  @Post(':id/win')
  @HttpCode(200)
  @Needs(Opportunity.may.update)
  win(@Id() id: string, @Version() version: number, @Body() body: Win) {
    return this.opportunities.win(id, version, body);
  }

  @Post(':id/lose')
  @HttpCode(200)
  @Needs(Opportunity.may.update)
  lose(@Id() id: string, @Version() version: number, @Body() body: Lose) {
    return this.opportunities.lose(id, version, 'lost', body);
  }

  @Post(':id/invalidate')
  @HttpCode(200)
  @Needs(Opportunity.may.update)
  invalidate(@Id() id: string, @Version() version: number, @Body() body: Lose) {
    return this.opportunities.lose(id, version, 'invalid', body);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Needs('opportunity.reopen')
  reopen(@Id() id: string, @Version() version: number) {
    return this.opportunities.reopen(id, version);
  }

  @Get(':id/stages')
  @Needs(Opportunity.may.read)
  stages(@Id() id: string) {
    return this.opportunities.stagesOf(id);
  }

  @Get(':id/history')
  @Needs(Opportunity.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.opportunities.history(id, after ?? null);
  }
}
