import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Id, Invalid, Needs } from '#kernel/api';
import { NewShare, Role } from '#accounts/model';
import { AccessCheck } from './access-check.service.ts';
import { Shares } from './shares.service.ts';

const ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** An id in the query. Throws Invalid with the parameter as pointer. */
function asId(name: string, text: unknown): string {
  if (typeof text !== 'string' || !ID.test(text)) throw new Invalid([{ pointer: `/${name}`, code: text === undefined ? 'required' : 'reference' }]);
  return text.toLowerCase();
}
function asKind(text: unknown): string {
  if (typeof text !== 'string' || text === '') throw new Invalid([{ pointer: '/kind', code: 'required' }]);
  return text;
}

@Controller('api/v1/access')
export class AccessController {
  constructor(private readonly access: AccessCheck) {}

  /** What a person may do with a kind, or with one record, and by which rule. */
  @Get('check')
  @Needs(Role.may.read)
  check(@Query('userId') userId: unknown, @Query('kind') kind: unknown, @Query('recordId') recordId: unknown) {
    return this.access.of(asId('userId', userId), asKind(kind), recordId === undefined ? null : asId('recordId', recordId));
  }
}

/** Records shared with people: whoever sees a record sees with whom, whoever may change it by their own role decides. */
@Controller('api/v1/shares')
export class ShareController {
  constructor(private readonly shares: Shares) {}

  @Get()
  @Needs()
  of(@Query('kind') kind: unknown, @Query('recordId') recordId: unknown) {
    return this.shares.of(asKind(kind), asId('recordId', recordId));
  }

  /** The people who see a record by their roles, whatever is shared. */
  @Get('reach')
  @Needs()
  reach(@Query('kind') kind: unknown, @Query('recordId') recordId: unknown) {
    return this.shares.reachedBy(asKind(kind), asId('recordId', recordId));
  }

  @Post()
  @HttpCode(204)
  @Needs()
  share(@Body() body: NewShare): Promise<void> {
    return this.shares.share(body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs()
  end(@Id() id: string): Promise<void> {
    return this.shares.end(id);
  }
}
