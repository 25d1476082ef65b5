import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { NewPipeline, Pipeline, PipelineChange, Stage, StageOrder } from '#opportunities/model';
import { PipelineService, StageService } from './pipeline.service.ts';

@Controller('api/v1/pipelines')
export class PipelineController {
  constructor(
    private readonly pipelines: PipelineService,
    private readonly stages: StageService,
  ) {}

  @Get()
  @Needs(Pipeline.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.pipelines.list(query);
  }

  @Get(':id')
  @Needs(Pipeline.may.read)
  get(@Id() id: string) {
    return this.pipelines.get(id);
  }

  @Post()
  @Needs(Pipeline.may.create)
  create(@Body() body: NewPipeline) {
    return this.pipelines.create(body);
  }

  @Patch(':id')
  @Needs(Pipeline.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: PipelineChange) {
    return this.pipelines.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Pipeline.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.pipelines.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Pipeline.may.delete)
  restore(@Id() id: string) {
    return this.pipelines.restore(id);
  }

  /** Puts all its stages in another order. */
  @Put(':id/order')
  @Needs(Stage.may.update)
  order(@Id() id: string, @Body() { stageIds }: StageOrder) {
    return this.stages.order(id, stageIds);
  }

  @Get(':id/history')
  @Needs(Pipeline.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.pipelines.history(id, after ?? null);
  }
}
