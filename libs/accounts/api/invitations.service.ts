import { Injectable } from '@nestjs/common';
import { Installation, Records } from '#kernel/api';
import { Factors } from './factors.service.ts';
import { Notices } from './notices.service.ts';
import { Passwords } from './passwords.service.ts';
import { Sessions } from './sessions.service.ts';
import { UserService } from './user.service.ts';

/** What an administrator does for somebody who cannot get in, without ever learning their password. */
@Injectable()
export class Invitations {
  constructor(
    private readonly users: UserService,
    private readonly passwords: Passwords,
    private readonly factors: Factors,
    private readonly sessions: Sessions,
    private readonly notices: Notices,
    private readonly installation: Installation,
    private readonly kernel: Records,
  ) {}

  /** Lets somebody set a password: `url` is the link when no mail could carry it. */
  invite(id: string): Promise<{ mailed: boolean; url: string | null }> {
    return this.kernel.work.run(async () => {
      const word = (await this.passwords.has(id)) ? 'reset' : 'invite';
      const path = `/${word}?token=${await this.users.invite(id)}`;
      const mailed = await this.notices.send(id, word, path);
      return { mailed, url: mailed ? null : `${this.installation.publicUrl}${path}` };
    });
  }

  /** Takes the second factor of somebody who lost theirs, and ends their sessions; a password too short to stand alone goes with it. */
  async resetFactors(id: string): Promise<void> {
    await this.kernel.work.run(async () => {
      await this.users.change(id, 'update', null, () => undefined, 'reset-factor');
      if (!(await this.passwords.standsAlone(id))) await this.passwords.remove(id);
      await this.factors.removeAllOf(id);
      await this.sessions.closeAllOf(id, 'factor-changed');
      this.kernel.audit.note('user.factor-reset', 'user', id, []);
      await this.notices.tell(id, 'factor-changed');
    });
  }
}
