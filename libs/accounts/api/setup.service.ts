import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { as, Database, Events, Installation, NotFound, Problem, SYSTEM, UnitOfWork, Workspace } from '#kernel/api';
import { WorkspaceSetUp, type SetupForm } from '#accounts/model';
import { PasswordRules } from './password-rules.service.ts';
import { Passwords } from './passwords.service.ts';
import { hashOf, newSecret } from './tokens.ts';
import { UserService } from './user.service.ts';

const NAME = 'setup-token';

/** The one time that nobody can sign in yet: whoever holds the secret becomes the administrator. */
@Injectable()
export class Setup {
  constructor(
    private readonly users: UserService,
    private readonly passwords: Passwords,
    private readonly rules: PasswordRules,
    private readonly workspace: Workspace,
    private readonly installation: Installation,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly events: Events,
  ) {}

  open(): Promise<boolean> {
    return this.users.nobody();
  }

  /** The path of the set-up page with its secret; null once somebody was set up. */
  async address(): Promise<string | null> {
    if (!(await this.open())) return null;
    const token = this.installation.setupToken ?? newSecret();
    await this.work.run(() => this.db.put('setting', { name: NAME }, { value: hashOf(token) }));
    return `/setup?token=${encodeURIComponent(token)}`;
  }

  /** Creates the administrator and names the company. Throws Problem 403 for a wrong secret; once it is done there is no such place. */
  async complete({ token, name, username, password, workspace, language, timeZone, currency }: SetupForm): Promise<void> {
    await this.work.run(async () => {
      const [row] = await this.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [NAME]);
      if (!(await this.open())) throw new NotFound();
      if (!row || !timingSafeEqual(Buffer.from(row.value), Buffer.from(hashOf(token)))) throw new Problem(403, 'setup-token');
      const { affected } = await this.db.write('DELETE FROM `setting` WHERE `name` = ? AND `value` = ?', [NAME, row.value]);
      if (affected !== 1) throw new NotFound();
      await this.rules.demand(password, { name, username, company: workspace }, false);
      await as(SYSTEM, async () => {
        const id = await this.users.add({ name, username, language, roles: ['administrator'] });
        await this.passwords.set(id, password);
        await this.users.change(id, 'update', null, (user) => user.activate(true), 'set-up');
        await this.workspace.save({ name: workspace, language, timeZone, currency });
        await this.events.emit(WorkspaceSetUp, { language });
      });
    });
  }
}
