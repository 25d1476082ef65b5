import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { as, currentContext, currentPrincipal, narrowed, Needs, operates, Permissions, privileged, recordTables, SYSTEM, Workspace } from '#kernel/api';
import { VERBS, type FieldRight, type Reach } from '#kernel/model';
import { Profile } from '#accounts/model';
import { RoleBook } from './role-book.service.ts';
import { UserService } from './user.service.ts';

const OTHER_PERMISSIONS = ['opportunity.reopen', 'quote.configure', 'report.read', 'view.share', 'workspace.update', 'option.update', 'sample.manage', 'privacy.manage', 'job.read', 'health.read', 'audit.read', 'audit.manage', 'key.read', 'key.manage', 'customer.reveal', 'contact.reveal', 'mail.update', 'provider.update', 'session.end'];

/** Whoever is signed in: their profile and what they may do. */
@Controller('api/v1')
export class MeController {
  constructor(
    private readonly users: UserService,
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
      ...this.permissions(),
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

  @Get('people')
  @Needs()
  async people(@Query('q') q?: string, @Query('id') ids?: string) {
    return { items: await this.users.people(q, ids ? ids.split(',').slice(0, 50) : []) };
  }

  /** What of every kind's fields is not free, by 'kind.field'. */
  private fields(): Record<string, FieldRight> {
    return Object.fromEntries(recordTables().flatMap((table) => [...narrowed(table)].map(([name, { right }]) => [`${table.info.name}.${name}`, right])));
  }
  /** Every permission of use at this door by its reach, and whether some rest until there is a second factor; '*' is spelt out, so that clients need not know it. */
  private permissions(): { permissions: Record<string, Reach>; suspended: boolean } {
    const { grants, suspended = false } = currentPrincipal();
    const kinds = recordTables().flatMap(({ info }) => VERBS.map((verb) => `${info.name}.${verb}`));
    const held = grants['*'] ? [...kinds, ...OTHER_PERMISSIONS, ...this.all.all()].map((permission): [string, Reach] => [permission, 'all']) : Object.entries(grants);
    const here = held.filter(([permission]) => currentContext()?.door !== 'public' || !operates(permission));
    const resting = here.filter(([permission]) => suspended && privileged(permission));
    return { permissions: Object.fromEntries(here.filter((one) => !resting.includes(one))), suspended: resting.length > 0 };
  }
}
