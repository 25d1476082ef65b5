import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { Answers, Needs, Numbering } from '#kernel/api';
import { NumberRuleChange } from '#settings/model';

const RULE = { type: 'object', required: ['id', 'rule', 'next'], properties: { id: { type: 'string' }, rule: { type: 'string' }, next: { type: 'string' } } };

/** How documents are numbered. */
@Controller('api/v1/number-rules')
export class NumberRulesController {
  constructor(private readonly numbering: Numbering) {}

  /** Every rule, by the kind of record it numbers, with the number it gives next. */
  @Get()
  @Needs('workspace.update')
  @Answers({ type: 'object', required: ['items'], properties: { items: { type: 'array', items: RULE } } })
  async list() {
    return { items: await this.numbering.all() };
  }

  /** Puts another rule in its place; numbers that were given stay. */
  @Put(':rule')
  @Needs('workspace.update')
  @Answers(RULE)
  change(@Param('rule') id: string, @Body() { rule }: NumberRuleChange) {
    return this.numbering.change(id, rule);
  }
}
