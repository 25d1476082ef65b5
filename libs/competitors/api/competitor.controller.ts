import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Assignment } from '#kernel/model';
import { Id, Needs, Version } from '#kernel/api';
import { Competitor, CompetitorChange, NewCompetitor } from '#competitors/model';
import { CompetitorService } from './competitor.service.ts';

@Controller('api/v1/competitors')
export class CompetitorController {
  constructor(private readonly competitors: CompetitorService) {}

  @Get()
  @Needs(Competitor.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.competitors.list(query);
  }

  @Get(':id')
  @Needs(Competitor.may.read)
  get(@Id() id: string) {
    return this.competitors.get(id);
  }

  @Post()
  @Needs(Competitor.may.create)
  create(@Body() body: NewCompetitor) {
    return this.competitors.create(body);
  }

  @Patch(':id')
  @Needs(Competitor.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: CompetitorChange) {
    return this.competitors.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Competitor.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.competitors.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Competitor.may.delete)
  restore(@Id() id: string) {
    return this.competitors.restore(id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Needs(Competitor.may.assign)
  assign(@Id() id: string, @Version() version: number, @Body() { ownerId }: Assignment) {
    return this.competitors.assign(id, version, ownerId);
  }

  @Get(':id/history')
  @Needs(Competitor.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.competitors.history(id, after ?? null);
  }
}
