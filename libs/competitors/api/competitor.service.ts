import { Injectable } from '@nestjs/common';
import { Records, RecordStore } from '#kernel/api';
import { CompetitorChange } from '#competitors/model';
import { CompetitorEntity } from './competitor.entity.ts';

/** Who else sells what we sell. */
@Injectable()
export class CompetitorService extends RecordStore<CompetitorEntity> {
  constructor(kernel: Records) {
    super(CompetitorEntity, kernel, CompetitorChange);
  }

  override addMany(inputs: readonly object[]): Promise<string[]> {
    return this.addTogether(inputs);
  }
}
