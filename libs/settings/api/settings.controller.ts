import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { Needs } from '#kernel/api';
import { CompanyChange, NewOption, OptionChange, OptionMerge, OptionOrder } from '#settings/model';
import { Company } from './company.service.ts';
import { OptionSets } from './option-sets.service.ts';

@Controller('api/v1/workspace')
export class WorkspaceController {
  constructor(private readonly company: Company) {}

  @Get()
  @Needs()
  get() {
    return this.company.get();
  }

  /** Changes the company's name, language, time zone and currencies. */
  @Patch()
  @Needs('workspace.update')
  change(@Body() change: CompanyChange) {
    return this.company.change(change);
  }
}

@Controller('api/v1/option-sets')
export class OptionSetController {
  constructor(private readonly sets: OptionSets) {}

  /** How many living records have each option of a set. */
  @Get(':set/uses')
  @Needs('option.update')
  uses(@Param('set') set: string) {
    return this.sets.usesOf(set);
  }

  @Post(':set/options')
  @Needs('option.update')
  add(@Param('set') set: string, @Body() option: NewOption) {
    return this.sets.add(set, option);
  }

  @Patch(':set/options/:key')
  @Needs('option.update')
  change(@Param('set') set: string, @Param('key') key: string, @Body() change: OptionChange) {
    return this.sets.change(set, key, change);
  }

  @Put(':set/order')
  @Needs('option.update')
  order(@Param('set') set: string, @Body() { keys }: OptionOrder) {
    return this.sets.order(set, keys);
  }

  /** Takes an option out of its set; refused while a record has it. */
  @Delete(':set/options/:key')
  @HttpCode(200)
  @Needs('option.update')
  remove(@Param('set') set: string, @Param('key') key: string) {
    return this.sets.remove(set, key);
  }

  /** Offers an option no longer; records that have it keep it. */
  @Post(':set/options/:key/retire')
  @HttpCode(200)
  @Needs('option.update')
  retire(@Param('set') set: string, @Param('key') key: string) {
    return this.sets.retire(set, key, true);
  }

  @Post(':set/options/:key/revive')
  @HttpCode(200)
  @Needs('option.update')
  revive(@Param('set') set: string, @Param('key') key: string) {
    return this.sets.retire(set, key, false);
  }

  /** Puts another option in the place of this one, in every record; goes on in the background. */
  @Post(':set/options/:key/merge')
  @HttpCode(202)
  @Needs('option.update')
  merge(@Param('set') set: string, @Param('key') key: string, @Body() { into }: OptionMerge) {
    return this.sets.merge(set, key, into);
  }
}
