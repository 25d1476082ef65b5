import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { Stage, StageChange, NewStage } from '#opportunities/model';
import { StageService } from './pipeline.service.ts';

@Controller('api/v1/stages')
export class StageController {
  constructor(private readonly stages: StageService) {}

  @Get()
  @Needs(Stage.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.stages.list(query);
  }

  @Get(':id')
  @Needs(Stage.may.read)
  get(@Id() id: string) {
    return this.stages.get(id);
  }

  @Post()
  @Needs(Stage.may.create)
  create(@Body() body: NewStage) {
    return this.stages.create(body);
  }

  @Patch(':id')
  @Needs(Stage.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: StageChange) {
    return this.stages.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Stage.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.stages.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Stage.may.delete)
  restore(@Id() id: string) {
    return this.stages.restore(id);
  }

  /** Lets no deal enter the stage any more; deals that are in it stay until they move on. */
  @Post(':id/retire')
  @HttpCode(200)
  @Needs(Stage.may.update)
  retire(@Id() id: string, @Version() version: number) {
    return this.stages.retire(id, version);
  }

  @Post(':id/revive')
  @HttpCode(200)
  @Needs(Stage.may.update)
  revive(@Id() id: string, @Version() version: number) {
    return this.stages.revive(id, version);
  }

  @Get(':id/history')
  @Needs(Stage.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.stages.history(id, after ?? null);
  }
}
