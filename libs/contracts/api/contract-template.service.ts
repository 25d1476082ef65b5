import { Injectable } from '@nestjs/common';
import { Records, RecordStore } from '#kernel/api';
import { ContractTemplateChange } from '#contracts/model';
import { ContractTemplateEntity } from './contract-template.entity.ts';

/** The clauses contracts start with. */
@Injectable()
export class ContractTemplateService extends RecordStore<ContractTemplateEntity> {
  constructor(kernel: Records) {
    super(ContractTemplateEntity, kernel, ContractTemplateChange);
  }
}
