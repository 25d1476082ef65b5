import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { as, currentPrincipal, narrowed, Needs, Permissions, recordTables, SYSTEM, Workspace } from '#kernel/api';
import { VERBS, type FieldRight, type Reach } from '#kernel/model';
import { PasswordChange, Profile } from '#accounts/model';
import { RoleBook } from './role-book.service.ts';
import { SignInService } from './sign-in.service.ts';
import { UserService } from './user.service.ts';

const OTHER_PERMISSIONS = ['opportunity.reopen', 'report.read', 'view.share', 'workspace.update', 'option.update', 'sample.manage', 'job.read', 'health.read', 'audit.read', 'audit.manage'];

/** Whoever is signed in: their profile and what they may do. */
@Controller('api/v1')
export class MeController {
  constructor(
    private readonly users: UserService,
    private readonly signIn: SignInService,
    private readonly workspace: Workspace,
    private readonly all: Permissions,
    private readonly roles: RoleBook,
  ) {}

  @Get('me')
  @Needs()
  async me() {
    const { id, clearance } = currentPrincipal();
    const user = await as(SYSTEM, () => this.users.get(id ?? ''));
    const { name, username, email, language, theme, density, shortcuts, roles, primaryTeamId: teamId, version } = user;
    const settings = await this.workspace.settings();
    return {
      user: { id, version, name, username, email, language, theme, density, shortcuts, roles, teamId },
      permissions: this.permissions(),
      clearance,
      fields: this.fields(),
      roles: await this.roles.names(),
      workspace: { ...settings, today: await this.workspace.today() },
    };
  }

  @Patch('me')
  @Needs()
  async change(@Body() body: Profile) {
    const { id } = currentPrincipal();
    await this.users.changeOwn(id ?? '', body);
    return this.me();
  }

  @Post('me/password')
  @HttpCode(204)
  @Needs()
  async password(@Body() body: PasswordChange): Promise<void> {
    await this.signIn.changePassword(body);
  }

  @Get('people')
  @Needs()
  async people(@Query('q') q?: string, @Query('id') ids?: string) {
    return { items: await this.users.people(q, ids ? ids.split(',').slice(0, 50) : []) };
  }

  /** What of every kind's fields is not free, by 'kind.field'. */
  private fields(): Record<string, FieldRight> {
    return Object.fromEntries(recordTables().flatMap((table) => [...narrowed(table)].map(([name, { right }]) => [`${table.info.name}.${name}`, right])));
  }
  /** Every permission by its reach; '*' is spelt out, so that clients need not know it. */
  private permissions(): Record<string, Reach> {
    const { grants } = currentPrincipal();
    if (!grants['*']) return { ...grants };
    const kinds = recordTables().flatMap(({ info }) => VERBS.map((verb) => `${info.name}.${verb}`));
    return Object.fromEntries([...kinds, ...OTHER_PERMISSIONS, ...this.all.all()].map((permission) => [permission, 'all' as const]));
  }
}
