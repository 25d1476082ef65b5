import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Id, Needs } from '#kernel/api';
import { AddedSigner, Agreement, ManyAgreed, Remark, ReturnTo, Transfer } from '#approvals/model';
import { Acts } from './acts.service.ts';
import { Batches } from './batches.service.ts';
import { Views } from './views.service.ts';

/** The answers to what one is asked; each answers with what became of the run. */
@Controller('api/v1/approval-tasks')
@Needs()
export class TaskController {
  constructor(
    private readonly acts: Acts,
    private readonly batches: Batches,
    private readonly views: Views,
  ) {}

  /** Agrees to several at once, where their flows allow it; says of each what became of it. */
  @Post('agree')
  @HttpCode(200)
  async agreeToMany(@Body() { tasks, comment }: ManyAgreed) {
    return { items: await this.batches.agree(tasks, comment ?? null) };
  }
  @Post(':id/agree')
  @HttpCode(200)
  async agree(@Id() id: string, @Body() { comment }: Agreement) {
    return this.views.run(await this.acts.agree(id, comment ?? null));
  }
  @Post(':id/refuse')
  @HttpCode(200)
  async refuse(@Id() id: string, @Body() { comment }: Remark) {
    return this.views.run(await this.acts.refuse(id, comment));
  }
  /** Back to an earlier step, or without one to whoever submitted. */
  @Post(':id/return')
  @HttpCode(200)
  async return(@Id() id: string, @Body() { stepId, comment }: ReturnTo) {
    return this.views.run(await this.acts.return(id, stepId ?? null, comment));
  }
  @Post(':id/transfer')
  @HttpCode(200)
  async transfer(@Id() id: string, @Body() { userId, comment }: Transfer) {
    return this.views.run(await this.acts.transfer(id, userId, comment ?? null));
  }
  @Post(':id/add-signer')
  @HttpCode(200)
  async addSigner(@Id() id: string, @Body() { userId, place, comment }: AddedSigner) {
    return this.views.run(await this.acts.addSigner(id, userId, place, comment ?? null));
  }
  /** Gives the task of somebody who cannot answer to somebody else. */
  @Post(':id/reassign')
  @HttpCode(200)
  @Needs('approval-flow.manage')
  async reassign(@Id() id: string, @Body() { userId, comment }: Transfer) {
    return this.views.run(await this.acts.reassign(id, userId, comment ?? null));
  }
}
