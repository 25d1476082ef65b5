import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { NewRole, Role, RoleChange } from '#accounts/model';
import { RoleService } from './role.service.ts';

@Controller('api/v1/roles')
export class RoleController {
  constructor(private readonly roles: RoleService) {}

  @Get()
  @Needs(Role.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.roles.list(query);
  }

  /** Every permission a role may give, and of each kind the fields it may rule. */
  @Get('catalogue')
  @Needs(Role.may.read)
  catalogue() {
    return this.roles.catalogue();
  }

  @Get(':id')
  @Needs(Role.may.read)
  get(@Id() id: string) {
    return this.roles.get(id);
  }

  @Post()
  @Needs(Role.may.create)
  create(@Body() body: NewRole) {
    return this.roles.create(body);
  }

  @Patch(':id')
  @Needs(Role.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: RoleChange) {
    return this.roles.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Role.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.roles.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Role.may.delete)
  restore(@Id() id: string) {
    return this.roles.restore(id);
  }

  @Get(':id/history')
  @Needs(Role.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.roles.history(id, after ?? null);
  }
}
