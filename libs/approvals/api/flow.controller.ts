import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { currentPrincipal, Id, Needs, Version } from '#kernel/api';
import { FlowDraft, FlowOrder, FlowTrial, NewFlow } from '#approvals/model';
import { Flows } from './flows.service.ts';
import { Predictions } from './predictions.service.ts';
import { Subjects } from './subjects.service.ts';

/** The flows, for those who keep them. */
@Controller('api/v1/approval-flows')
@Needs('approval-flow.manage')
export class FlowController {
  constructor(
    private readonly flows: Flows,
    private readonly subjects: Subjects,
    private readonly predictions: Predictions,
  ) {}

  /** All flows, and the kinds of record that can be approved. */
  @Get()
  async list() {
    return { items: await this.flows.list(), kinds: this.subjects.kinds().map((kind) => ({ kind, typeSet: this.subjects.of(kind).typeSet ?? null })) };
  }
  @Get(':id')
  get(@Id() id: string) {
    return this.flows.get(id);
  }
  @Post()
  add(@Body() body: NewFlow) {
    return this.flows.add(body);
  }
  /** Writes what is to be published next. */
  @Put(':id')
  write(@Id() id: string, @Version() version: number, @Body() body: FlowDraft) {
    return this.flows.write(id, version, body);
  }
  @Post(':id/publish')
  @HttpCode(200)
  publish(@Id() id: string, @Version() version: number) {
    return this.flows.publish(id, version);
  }
  @Post(':id/withdraw')
  @HttpCode(200)
  withdraw(@Id() id: string, @Version() version: number) {
    return this.flows.withdraw(id, version);
  }
  @Delete(':id')
  @HttpCode(204)
  remove(@Id() id: string, @Version() version: number) {
    return this.flows.remove(id, version);
  }
  @Get(':id/versions')
  async versions(@Id() id: string) {
    return { items: await this.flows.versions(id) };
  }
  /** What the flow as it is written would do with a record. */
  @Post(':id/try')
  @HttpCode(200)
  async try(@Id() id: string, @Body() { recordId, draft }: FlowTrial) {
    const flow = await this.flows.get(id);
    await this.subjects.demand(flow.kind, recordId, 'read');
    return this.predictions.trial(flow.kind, recordId, draft[0] ?? flow.draft, flow, currentPrincipal().id);
  }
  @Post('order')
  @HttpCode(200)
  async order(@Body() { kind, ids }: FlowOrder) {
    return { items: await this.flows.order(kind, ids) };
  }
}
