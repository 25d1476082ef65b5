import { Injectable } from '@nestjs/common';
import { as, Audit, Clock, currentContext, Database, Events, fromStoredMoment, newId, SYSTEM, toStoredMoment, Unauthenticated, UnitOfWork } from '#kernel/api';
import { TokenReused } from '#accounts/model';
import { ACCESS_SECONDS, AccessTokens } from './access-tokens.service.ts';
import { Principals } from './principals.service.ts';
import { hashOf, newSecret, seal, unseal } from './tokens.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How long a session may rest, and how long it may last: in a browser, and on a device that shall be remembered. */
export const LIMITS = { browser: { idle: 30 * MINUTE, whole: 12 * 60 * MINUTE }, remembered: { idle: 14 * DAY, whole: 30 * DAY } } as const;
export const MOST_SESSIONS = 20;
const GRACE_MS = 10_000;

/** How somebody proved who they are. */
export interface Proof {
  readonly userId: string;
  /** What they used, such as 'password totp'. */
  readonly ways: string;
  /** Whether that were two factors, or a passkey that is both. */
  readonly strong: boolean;
  readonly remembered: boolean;
  readonly device: string | null;
}
/** What signing in or refreshing gives: a short access token, and the next refresh token for the cookie. */
export interface Tokens {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly userId: string;
  readonly remembered: boolean;
}
interface StoredToken {
  readonly sessionId: string;
  readonly state: string;
  readonly usedAt: string | null;
  readonly sealedChild: string | null;
  readonly userId: string;
  readonly until: string;
  readonly lastUntil: string | null;
  readonly remembered: number;
  readonly revokedAt: string | null;
}

/** Sessions with rotating refresh tokens; a token that is used twice ends its session. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly tokens: AccessTokens,
    private readonly events: Events,
    private readonly principals: Principals,
    private readonly audit: Audit,
  ) {}

  /** Opens a session; beyond the most somebody may have, the one rested longest ends. */
  open({ userId, ways, strong, remembered, device }: Proof, lastUntil?: string): Promise<Tokens> {
    return this.work.run(async () => {
      const id = newId();
      const now = this.moment(0);
      const { idle, whole } = LIMITS[remembered ? 'remembered' : 'browser'];
      const last = lastUntil ?? this.moment(whole);
      await this.db.write(
        'INSERT INTO `session` (`id`, `userId`, `createdAt`, `usedAt`, `until`, `lastUntil`, `device`, `address`, `ways`, `strong`, `remembered`, `provenAt`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [id, userId, now, now, earlier(this.moment(idle), last), last, device?.slice(0, 255) ?? null, currentContext()?.address ?? null, ways, strong ? 1 : 0, remembered ? 1 : 0, now],
      );
      await this.endOldest(userId);
      return this.issue(id, userId, remembered, newSecret());
    });
  }

  /** A new session in the place of one whose owner just proved again who they are; it lasts no longer than that one. */
  replace(sessionId: string, proof: Omit<Proof, 'remembered'>): Promise<Tokens> {
    return this.work.run(async () => {
      const [old] = await this.db.read<{ lastUntil: string; remembered: number }>(
        'SELECT `lastUntil`, `remembered` FROM `session` WHERE `id` = ? AND `userId` = ? AND `revokedAt` IS NULL', [sessionId, proof.userId],
      ); // prettier-ignore
      if (!old) throw new Unauthenticated('session-ended');
      await this.end('`id` = ?', [sessionId], 'replaced');
      return this.open({ ...proof, remembered: Boolean(Number(old.remembered)) }, old.lastUntil ?? undefined);
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
      if (affected !== 1) return this.again(token, stored.sessionId);
      const remembered = Boolean(Number(stored.remembered));
      const rest = this.moment(LIMITS[remembered ? 'remembered' : 'browser'].idle);
      await this.db.write('UPDATE `session` SET `usedAt` = ?, `until` = ? WHERE `id` = ?', [this.moment(0), earlier(rest, stored.lastUntil ?? stored.until), stored.sessionId]);
      return this.issue(stored.sessionId, stored.userId, remembered, child);
    });
    if (!outcome) throw new Unauthenticated('session-ended');
    return outcome;
  }

  async close(token: string): Promise<void> {
    const stored = await this.find(token);
    if (!stored || stored.revokedAt) return;
    await this.work.run(async () => {
      await this.end('`id` = ?', [stored.sessionId], 'signed-out');
      await this.audit.event('auth.sign-out', { actorId: stored.userId, sessionId: stored.sessionId, kind: 'user', id: stored.userId });
    });
  }
  closeAllOf(userId: string, reason: string): Promise<void> {
    return this.end('`userId` = ?', [userId], reason);
  }
  /** Ends somebody's sessions but one. */
  closeOthersOf(userId: string, sessionId: string, reason: string): Promise<void> {
    return this.end('`userId` = ? AND `id` <> ?', [userId, sessionId], reason);
  }
  closeOne(userId: string, sessionId: string, reason: string): Promise<void> {
    return this.end('`userId` = ? AND `id` = ?', [userId, sessionId], reason);
  }
  closeEverybodys(reason: string): Promise<void> {
    return this.end('1 = 1', [], reason);
  }

  private async again(token: string, sessionId: string): Promise<Tokens | null> {
    const used = await this.find(token);
    const fresh = used?.usedAt && this.clock.now().getTime() - Date.parse(fromStoredMoment(used.usedAt)) <= GRACE_MS;
    if (used?.sealedChild && fresh) {
      const child = unseal(used.sealedChild, token);
      const next = await this.find(child);
      if (next?.state === 'live') return { ...this.access(sessionId, used.userId, Boolean(Number(used.remembered))), refreshToken: child };
    }
    await this.audit.event('auth.token-reuse', { sessionId, outcome: 'refused', ...(used ? { actorId: used.userId, kind: 'user', id: used.userId } : {}) });
    await this.end('`id` = ?', [sessionId], 'token-reuse');
    if (used) await as(SYSTEM, () => this.events.emit(TokenReused, { userId: used.userId }));
    return null;
  }

  private async find(token: string): Promise<StoredToken | null> {
    const [row] = await this.db.read<StoredToken>(
      `SELECT t.\`sessionId\`, t.\`state\`, t.\`usedAt\`, t.\`sealedChild\`, s.\`userId\`, s.\`until\`, s.\`lastUntil\`, s.\`remembered\`, s.\`revokedAt\`
       FROM \`refresh_token\` t JOIN \`session\` s ON s.\`id\` = t.\`sessionId\` WHERE t.\`hash\` = ?`,
      [hashOf(token)],
    );
    return row ?? null;
  }

  private async issue(sessionId: string, userId: string, remembered: boolean, refreshToken: string): Promise<Tokens> {
    await this.db.write("INSERT INTO `refresh_token` (`hash`, `sessionId`, `state`) VALUES (?, ?, 'live')", [hashOf(refreshToken), sessionId]);
    return { ...this.access(sessionId, userId, remembered), refreshToken };
  }
  private access(sessionId: string, userId: string, remembered: boolean) {
    return { accessToken: this.tokens.issue(userId, sessionId), expiresIn: ACCESS_SECONDS, userId, remembered };
  }
  private async endOldest(userId: string): Promise<void> {
    const living = await this.db.read<{ id: string }>('SELECT `id` FROM `session` WHERE `userId` = ? AND `revokedAt` IS NULL AND `until` > ? ORDER BY `usedAt` DESC, `id` DESC', [userId, this.moment(0)]);
    for (const { id } of living.slice(MOST_SESSIONS)) await this.end('`id` = ?', [id], 'too-many');
  }
  private async end(which: string, params: unknown[], reason: string): Promise<void> {
    await this.work.run(async () => {
      await this.db.write(`UPDATE \`session\` SET \`revokedAt\` = ?, \`reason\` = ? WHERE ${which} AND \`revokedAt\` IS NULL`, [this.moment(0), reason, ...params]);
      this.work.afterCommit(() => this.principals.forget());
    });
  }
  private moment = (later: number) => toStoredMoment(new Date(this.clock.now().getTime() + later).toISOString());
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
