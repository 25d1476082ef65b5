import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { ContractTemplate, ContractTemplateChange, NewContractTemplate } from '#contracts/model';
import { ContractTemplateService } from './contract-template.service.ts';

@Controller('api/v1/contract-templates')
export class ContractTemplateController {
  constructor(private readonly templates: ContractTemplateService) {}

  @Get()
  @Needs(ContractTemplate.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.templates.list(query);
  }

  @Get(':id')
  @Needs(ContractTemplate.may.read)
  get(@Id() id: string) {
    return this.templates.get(id);
  }

  @Post()
  @Needs(ContractTemplate.may.create)
  create(@Body() body: NewContractTemplate) {
    return this.templates.create(body);
  }

  @Patch(':id')
  @Needs(ContractTemplate.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: ContractTemplateChange) {
    return this.templates.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(ContractTemplate.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.templates.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(ContractTemplate.may.delete)
  restore(@Id() id: string) {
    return this.templates.restore(id);
  }

  @Get(':id/history')
  @Needs(ContractTemplate.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.templates.history(id, after ?? null);
  }
}
