import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Audit, Clock, currentContext, Database, fromStoredMoment, newId, toStoredMoment, Unauthenticated, UnitOfWork } from '#kernel/api';
import { hashOf, newSecret, seal, unseal } from './tokens.ts';

export const ACCESS_SECONDS = 300;
const IDLE_DAYS = 14;
const GRACE_MS = 10_000;

/** What signing in or refreshing gives: a short access token, and the next refresh token for the cookie. */
export interface Tokens {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly userId: string;
}
interface StoredToken {
  readonly sessionId: string;
  readonly state: string;
  readonly usedAt: string | null;
  readonly sealedChild: string | null;
  readonly userId: string;
  readonly until: string;
  readonly revokedAt: string | null;
}

/** Sessions with rotating refresh tokens; a token that is used twice ends its session. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly jwt: JwtService,
    private readonly audit: Audit,
  ) {}

  open(userId: string, device: string | null): Promise<Tokens> {
    return this.work.run(async () => {
      const id = newId();
      const now = this.moment(0);
      await this.db.write('INSERT INTO `session` (`id`, `userId`, `createdAt`, `usedAt`, `until`, `device`, `address`) VALUES (?, ?, ?, ?, ?, ?, ?)', [
        id, userId, now, now, this.moment(IDLE_DAYS * 86_400_000), device?.slice(0, 255) ?? null, currentContext()?.address ?? null,
      ]); // prettier-ignore
      return this.issue(id, userId, newSecret());
    });
  }

  /** Exchanges a refresh token. Within ten seconds its parent gets the same child again: two tabs may race. */
  async refresh(token: string): Promise<Tokens> {
    const outcome = await this.work.run(async () => {
      const stored = await this.find(token);
      if (!stored || stored.revokedAt || stored.until < this.moment(0)) return null;
      const child = newSecret();
      const { affected } = await this.db.write(
        "UPDATE `refresh_token` SET `state` = 'used', `usedAt` = ?, `sealedChild` = ? WHERE `hash` = ? AND `state` = 'live'",
        [this.moment(0), seal(child, token), hashOf(token)],
      );
      if (affected === 1) {
        await this.db.write('UPDATE `session` SET `usedAt` = ?, `until` = ? WHERE `id` = ?', [this.moment(0), this.moment(IDLE_DAYS * 86_400_000), stored.sessionId]);
        return this.issue(stored.sessionId, stored.userId, child);
      }
      return this.again(token, stored.sessionId);
    });
    if (!outcome) throw new Unauthenticated('session-ended');
    return outcome;
  }

  async close(token: string): Promise<void> {
    const stored = await this.find(token);
    if (!stored || stored.revokedAt) return;
    await this.work.run(async () => {
      await this.revoke('`id` = ?', stored.sessionId, 'signed-out');
      await this.audit.event('auth.sign-out', { actorId: stored.userId, sessionId: stored.sessionId, kind: 'user', id: stored.userId });
    });
  }
  closeAllOf(userId: string, reason: string): Promise<void> {
    return this.revoke('`userId` = ?', userId, reason);
  }
  async alive(sessionId: string): Promise<boolean> {
    const rows = await this.db.read('SELECT 1 FROM `session` WHERE `id` = ? AND `revokedAt` IS NULL AND `until` > ?', [sessionId, this.moment(0)]);
    return rows.length > 0;
  }

  private async again(token: string, sessionId: string): Promise<Tokens | null> {
    const used = await this.find(token);
    const fresh = used?.usedAt && this.clock.now().getTime() - Date.parse(fromStoredMoment(used.usedAt)) <= GRACE_MS;
    if (used?.sealedChild && fresh) {
      const child = unseal(used.sealedChild, token);
      const next = await this.find(child);
      if (next?.state === 'live') return { ...this.access(sessionId, used.userId), refreshToken: child };
    }
    await this.audit.event('auth.token-reuse', { sessionId, outcome: 'refused', ...(used ? { actorId: used.userId, kind: 'user', id: used.userId } : {}) });
    await this.revoke('`id` = ?', sessionId, 'token-reuse');
    return null;
  }

  private async find(token: string): Promise<StoredToken | null> {
    const [row] = await this.db.read<StoredToken>(
      'SELECT t.`sessionId`, t.`state`, t.`usedAt`, t.`sealedChild`, s.`userId`, s.`until`, s.`revokedAt` FROM `refresh_token` t JOIN `session` s ON s.`id` = t.`sessionId` WHERE t.`hash` = ?',
      [hashOf(token)],
    );
    return row ?? null;
  }

  private async issue(sessionId: string, userId: string, refreshToken: string): Promise<Tokens> {
    await this.db.write("INSERT INTO `refresh_token` (`hash`, `sessionId`, `state`) VALUES (?, ?, 'live')", [hashOf(refreshToken), sessionId]);
    return { ...this.access(sessionId, userId), refreshToken };
  }
  private access(sessionId: string, userId: string) {
    const accessToken = this.jwt.sign({ sub: userId, sid: sessionId });
    return { accessToken, expiresIn: ACCESS_SECONDS, userId };
  }
  private async revoke(which: string, id: string, reason: string): Promise<void> {
    await this.work.run(() => this.db.write(`UPDATE \`session\` SET \`revokedAt\` = ?, \`reason\` = ? WHERE ${which} AND \`revokedAt\` IS NULL`, [this.moment(0), reason, id]));
  }
  private moment = (later: number) => toStoredMoment(new Date(this.clock.now().getTime() + later).toISOString());
}
