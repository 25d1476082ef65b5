import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Answers, Id, Needs, Version } from '#kernel/api';
import { NewUser, User, UserChange } from '#accounts/model';
import { Invitations } from './invitations.service.ts';
import { UserService } from './user.service.ts';

@Controller('api/v1/users')
export class UserController {
  constructor(
    private readonly users: UserService,
    private readonly invitations: Invitations,
  ) {}

  @Get()
  @Needs(User.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.users.list(query);
  }

  @Get(':id')
  @Needs(User.may.read)
  get(@Id() id: string) {
    return this.users.get(id);
  }

  @Post()
  @Needs(User.may.create)
  create(@Body() body: NewUser) {
    return this.users.create(body);
  }

  @Patch(':id')
  @Needs(User.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: UserChange) {
    return this.users.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(User.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.users.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(User.may.delete)
  restore(@Id() id: string) {
    return this.users.restore(id);
  }

  @Post(':id/deactivate')
  @HttpCode(200)
  @Needs(User.may.update)
  deactivate(@Id() id: string, @Version() version: number) {
    return this.users.deactivate(id, version);
  }

  @Post(':id/activate')
  @HttpCode(200)
  @Needs(User.may.update)
  activate(@Id() id: string, @Version() version: number) {
    return this.users.activate(id, version);
  }

  /** Lets the person set a password: by a mail where mails leave, else by a link to pass on. */
  @Post(':id/invite')
  @HttpCode(200)
  @Needs(User.may.update)
  @Answers({ type: 'object', required: ['mailed', 'url'], properties: { mailed: { type: 'boolean' }, url: { type: ['string', 'null'] } } })
  invite(@Id() id: string) {
    return this.invitations.invite(id);
  }

  @Get(':id/history')
  @Needs(User.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.users.history(id, after ?? null);
  }
}
