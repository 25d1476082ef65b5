import { Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Needs } from '#kernel/api';
import { SampleData } from './sample-data.service.ts';
import { SampleRemoval } from './sample-removal.service.ts';

@Controller('api/v1/sample-data')
export class SamplesController {
  constructor(
    private readonly samples: SampleData,
    private readonly removal: SampleRemoval,
  ) {}

  /** How many sample records there are, and how many of them people changed. */
  @Get()
  @Needs('sample.manage')
  standing() {
    return this.removal.standing();
  }

  /** Adds a sample company with three months of history. */
  @Post()
  @Needs('sample.manage')
  async add() {
    return { records: await this.samples.add() };
  }

  /** Removes the sample company for good; what people changed stays, unless `edited=remove`. What they added, and the samples it needs, stays always. */
  @Delete()
  @HttpCode(200)
  @Needs('sample.manage')
  remove(@Query('edited') edited?: string) {
    return this.removal.remove(edited === 'remove');
  }
}
