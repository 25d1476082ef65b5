import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Answers, Id, Installation, Needs, Version } from '#kernel/api';
import { NewUser, User, UserChange } from '#accounts/model';
import { UserService } from './user.service.ts';

@Controller('api/v1/users')
export class UserController {
  constructor(
    private readonly users: UserService,
    private readonly installation: Installation,
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

  /** A link that lets the person set a password, once and within seven days. */
  @Post(':id/invite')
  @HttpCode(200)
  @Needs(User.may.update)
  @Answers({ type: 'object', required: ['url'], properties: { url: { type: 'string' } } })
  async invite(@Id() id: string) {
    return { url: `${this.installation.publicUrl}/invite?token=${await this.users.invite(id)}` };
  }

  @Get(':id/history')
  @Needs(User.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.users.history(id, after ?? null);
  }
}
