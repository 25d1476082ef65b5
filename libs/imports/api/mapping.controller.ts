import { Body, Controller, Delete, HttpCode, Patch } from '@nestjs/common';
import { MappingChange } from '#imports/model';
import { Id, Needs } from '#kernel/api';
import { Mappings } from './mappings.service.ts';

/** Saved mappings; which of them fit a file is asked of its import. */
@Controller('api/v1/imports/mappings')
export class MappingController {
  constructor(private readonly mappings: Mappings) {}

  /** Gives a saved mapping another name, or shares it. */
  @Patch(':id')
  @Needs()
  change(@Id() id: string, @Body() change: MappingChange) {
    return this.mappings.change(id, change);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs()
  remove(@Id() id: string) {
    return this.mappings.remove(id);
  }
}
