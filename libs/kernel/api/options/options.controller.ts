import { Controller, Get } from '@nestjs/common';
import { Needs } from '../access/access.ts';
import { Options, type OptionItem } from './options.service.ts';

@Controller('api/v1/option-sets')
export class OptionsController {
  constructor(private readonly options: Options) {}

  @Get()
  @Needs()
  async list(): Promise<{ items: { key: string; options: OptionItem[] }[] }> {
    const sets = await this.options.sets();
    return { items: [...sets].map(([key, options]) => ({ key, options })) };
  }
}
