import { Injectable } from '@nestjs/common';
import { Clock, Database, KeyRing, Rejected, toStoredMoment, UnitOfWork } from '#kernel/api';
import { hashOf, newSecret } from './tokens.ts';

const MINUTE = 60_000;
/** How long a link lives: an invitation a week, whatever changes a living account half an hour. */
const LIVES = { invite: 7 * 24 * 60 * MINUTE, reset: 30 * MINUTE, email: 30 * MINUTE } as const;
export type LinkPurpose = keyof typeof LIVES;
export interface Link {
  readonly userId: string;
  readonly purpose: LinkPurpose;
  /** What the link was made for, such as the new e-mail address. */
  readonly fact: string | null;
}
interface Row {
  readonly userId: string;
  readonly purpose: LinkPurpose;
  readonly sealed: string | null;
}

/** Secrets of links: only their hash is kept, each is good once, for one purpose and one person, and void after a newer one. */
@Injectable()
export class Links {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  make(userId: string, purpose: LinkPurpose, fact: string | null = null): Promise<string> {
    return this.work.run(async () => {
      const secret = newSecret();
      const hash = hashOf(secret);
      const until = toStoredMoment(new Date(this.clock.now().getTime() + LIVES[purpose]).toISOString());
      const sealed = fact === null ? null : this.keys.seal('secret', place(hash), fact);
      await this.db.write('DELETE FROM `password_token` WHERE `userId` = ? AND `purpose` = ?', [userId, purpose]);
      await this.db.write('INSERT INTO `password_token` (`hash`, `userId`, `until`, `purpose`, `sealed`) VALUES (?, ?, ?, ?, ?)', [hash, userId, until, purpose, sealed]);
      return secret;
    });
  }

  /** Spends a link. Throws Rejected when it is unknown, spent, too old or for something else. */
  async take(secret: string, ...purposes: LinkPurpose[]): Promise<Link> {
    const hash = hashOf(secret);
    const now = toStoredMoment(this.clock.now().toISOString());
    const [row] = await this.db.read<Row>('SELECT `userId`, `purpose`, `sealed` FROM `password_token` WHERE `hash` = ? AND `until` > ?', [hash, now]);
    if (!row || !purposes.includes(row.purpose)) throw new Rejected('link-expired');
    const spent = await this.db.write('DELETE FROM `password_token` WHERE `hash` = ?', [hash]);
    if (spent.affected !== 1) throw new Rejected('link-expired');
    return { userId: row.userId, purpose: row.purpose, fact: row.sealed === null ? null : this.keys.unseal(place(hash), row.sealed) };
  }
  /** Makes every link of somebody void. */
  async voidAllOf(userId: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `password_token` WHERE `userId` = ?', [userId]));
  }
}

const place = (row: string) => ({ table: 'password_token', column: 'sealed', row });
