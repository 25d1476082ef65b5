import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { Amendment, AmendmentChange, NewAmendment } from '#contracts/model';
import { AmendmentService } from './amendment.service.ts';

@Controller('api/v1/amendments')
export class AmendmentController {
  constructor(private readonly amendments: AmendmentService) {}

  @Get()
  @Needs(Amendment.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.amendments.list(query);
  }

  @Get(':id')
  @Needs(Amendment.may.read)
  get(@Id() id: string) {
    return this.amendments.get(id);
  }

  /** Writes the next version of a contract in force; what it does not say stays as it is. */
  @Post()
  @Needs(Amendment.may.create)
  create(@Body() body: NewAmendment) {
    return this.amendments.create(body);
  }

  @Patch(':id')
  @Needs(Amendment.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: AmendmentChange) {
    return this.amendments.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Amendment.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.amendments.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Amendment.may.delete)
  restore(@Id() id: string) {
    return this.amendments.restore(id);
  }

  /** Nothing comes of it. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Needs(Amendment.may.update)
  withdraw(@Id() id: string, @Version() version: number) {
    return this.amendments.withdraw(id, version);
  }

  @Get(':id/history')
  @Needs(Amendment.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.amendments.history(id, after ?? null);
  }
}
