import { Injectable } from '@nestjs/common';
import { Clock, Database, fromStoredMoment, newId, Records, toStoredMoment } from '#kernel/api';
import type { SessionView } from '#accounts/model';
import { Sessions } from './sessions.service.ts';
import { UserService } from './user.service.ts';

/** The sessions that live, as people look at them and end them. */
@Injectable()
export class SessionList {
  constructor(
    private readonly db: Database,
    private readonly sessions: Sessions,
    private readonly users: UserService,
    private readonly kernel: Records,
    private readonly clock: Clock,
  ) {}

  async of(userId: string, current: string | null): Promise<SessionView[]> {
    const rows = await this.db.read<Omit<SessionView, 'current'>>(
      'SELECT `id`, `device`, `address`, `createdAt`, `usedAt`, `ways` FROM `session` WHERE `userId` = ? AND `revokedAt` IS NULL AND `until` > ? ORDER BY `usedAt` DESC, `id` DESC',
      [userId, toStoredMoment(this.clock.now().toISOString())],
    );
    return rows.map((row) => ({ ...row, createdAt: fromStoredMoment(row.createdAt), usedAt: fromStoredMoment(row.usedAt), current: row.id === current }));
  }
  /** The sessions of somebody whom one may see. Throws NotFound. */
  async ofAnother(userId: string): Promise<SessionView[]> {
    await this.users.get(userId);
    return this.of(userId, null);
  }
  endOne(userId: string, sessionId: string): Promise<void> {
    return this.noted(userId, () => this.sessions.closeOne(userId, sessionId, 'ended'));
  }
  endOthers(userId: string, sessionId: string): Promise<void> {
    return this.noted(userId, () => this.sessions.closeOthersOf(userId, sessionId, 'ended'));
  }
  /** Ends the sessions of somebody whom one may change. Throws NotFound or Forbidden. */
  async endAllOf(userId: string): Promise<void> {
    await this.users.get(userId);
    await this.noted(userId, () => this.sessions.closeAllOf(userId, 'administrator'));
  }
  endAll(): Promise<void> {
    return this.noted(newId(), () => this.sessions.closeEverybodys('administrator'));
  }

  private noted(userId: string, work: () => Promise<void>): Promise<void> {
    return this.kernel.work.run(async () => {
      await work();
      this.kernel.audit.note('user.sessions-ended', 'user', userId, []);
    });
  }
}
