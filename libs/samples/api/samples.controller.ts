import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { Needs } from '#kernel/api';
import { SampleData } from './sample-data.service.ts';

@Controller('api/v1/sample-data')
export class SamplesController {
  constructor(private readonly samples: SampleData) {}

  /** How many sample records there are. */
  @Get()
  @Needs('sample.manage')
  async count() {
    return { records: await this.samples.count() };
  }

  /** Adds a sample company with three months of history. */
  @Post()
  @Needs('sample.manage')
  async add() {
    return { records: await this.samples.add() };
  }

  /** Removes every sample record. */
  @Delete()
  @HttpCode(200)
  @Needs('sample.manage')
  async remove() {
    return { records: await this.samples.remove() };
  }
}
