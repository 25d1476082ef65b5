import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { Needs, newId, Records } from '#kernel/api';
import { CompanyChange, NewOption, OptionChange, OptionMerge, OptionOrder } from '#settings/model';
import { OptionSets } from './option-sets.service.ts';

@Controller('api/v1/workspace')
export class WorkspaceController {
  constructor(private readonly kernel: Records) {}

  @Get()
  @Needs()
  get() {
    return this.kernel.workspace.settings();
  }

  /** Changes the company's name, its language and its time zone. */
  @Patch()
  @Needs('workspace.update')
  async change(@Body() change: CompanyChange) {
    await this.kernel.work.run(async () => {
      const before = await this.kernel.workspace.settings();
      await this.kernel.workspace.save({ ...before, ...change });
      this.kernel.audit.note('update', 'workspace', newId(), [{ field: 'workspace', old: before, new: change }]);
    });
    return this.kernel.workspace.settings();
  }
}

@Controller('api/v1/option-sets')
export class OptionSetController {
  constructor(private readonly sets: OptionSets) {}

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

  /** Puts another option in the place of this one, in every record; goes on in the background. */
  @Post(':set/options/:key/merge')
  @HttpCode(202)
  @Needs('option.update')
  merge(@Param('set') set: string, @Param('key') key: string, @Body() { into }: OptionMerge) {
    return this.sets.merge(set, key, into);
  }
}
