import { Injectable } from '@nestjs/common';
import { Database, Rejected, UnitOfWork } from '#kernel/api';
import type { FactorWay } from '#accounts/model';
import { Passkeys } from './passkeys.service.ts';
import { Passwords } from './passwords.service.ts';
import { RecoveryCodes } from './recovery-codes.service.ts';
import { Throttle } from './throttle.service.ts';
import { Totp } from './totp.service.ts';

/** The second factors somebody has: an app, passkeys, and recovery codes beside them. */
@Injectable()
export class Factors {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly totp: Totp,
    private readonly passkeys: Passkeys,
    private readonly recovery: RecoveryCodes,
    private readonly passwords: Passwords,
    private readonly throttle: Throttle,
  ) {}

  /** How somebody may pass their second step; nothing, when they have none. */
  async waysOf(userId: string): Promise<FactorWay[]> {
    const [totp, keys] = [await this.totp.has(userId), (await this.passkeys.of(userId)).length > 0];
    return totp || keys ? [...(totp ? (['totp'] as const) : []), ...(keys ? (['passkey'] as const) : []), 'recovery'] : [];
  }
  async any(userId: string): Promise<boolean> {
    return (await this.waysOf(userId)).length > 0;
  }

  /** Which way a code proves: an app's, or a recovery code; null when it does not. Guessing slows down as at the door. */
  async prove(userId: string, code: string): Promise<FactorWay | null> {
    const key = `factor ${userId}`;
    await this.throttle.admit(key);
    const digits = code.replace(/\s/g, '');
    const way = (await this.totp.spend(userId, digits)) ? 'totp' : (await this.recovery.spend(userId, code)) ? 'recovery' : null;
    if (way) await this.throttle.succeeded(key);
    return way;
  }

  /** Recovery codes for whoever has just set up their first factor; null when they have theirs. */
  async codesForFirst(userId: string): Promise<string[] | null> {
    return (await this.recovery.left(userId)) > 0 ? null : this.recovery.renew(userId);
  }

  /** Takes a factor away. Throws Rejected when the password alone would be too short. */
  async remove(userId: string, take: () => Promise<void>): Promise<void> {
    const stands = await this.passwords.standsAlone(userId);
    await this.work.run(async () => {
      await take();
      if (await this.any(userId)) return;
      if (!stands) throw new Rejected('password-first');
      await this.recovery.remove(userId);
    });
  }
  /** Takes every factor away: an administrator does so for whoever lost theirs. */
  async removeAllOf(userId: string): Promise<void> {
    await this.work.run(async () => {
      await this.totp.remove(userId);
      await this.passkeys.removeAllOf(userId);
      await this.recovery.remove(userId);
      await this.db.write('DELETE FROM `known_device` WHERE `userId` = ?', [userId]);
    });
  }
}
