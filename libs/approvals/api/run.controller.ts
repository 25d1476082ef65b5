import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Id, Needs } from '#kernel/api';
import { Agreement, Copying, Remark } from '#approvals/model';
import { Acts } from './acts.service.ts';
import { Views } from './views.service.ts';

/** What was submitted, and what may be done to it besides answering. */
@Controller('api/v1/approval-runs')
@Needs()
export class RunController {
  constructor(
    private readonly acts: Acts,
    private readonly views: Views,
  ) {}

  @Get(':id')
  get(@Id() id: string) {
    return this.views.run(id);
  }
  /** Takes back what one submitted oneself. */
  @Post(':id/recall')
  @HttpCode(200)
  async recall(@Id() id: string, @Body() { comment }: Agreement) {
    await this.acts.recall(id, comment ?? null);
    return this.views.run(id);
  }
  @Post(':id/comment')
  @HttpCode(200)
  async comment(@Id() id: string, @Body() { comment }: Remark) {
    await this.acts.comment(id, comment);
    return this.views.run(id);
  }
  @Post(':id/copy')
  @HttpCode(200)
  async copy(@Id() id: string, @Body() { people }: Copying) {
    await this.acts.copy(id, people);
    return this.views.run(id);
  }
  /** Reminds those who are asked, each once an hour. */
  @Post(':id/urge')
  @HttpCode(200)
  async urge(@Id() id: string) {
    await this.acts.urge(id);
    return this.views.run(id);
  }
}
