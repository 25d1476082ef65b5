import { Injectable } from '@nestjs/common';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { Clock, Database, KeyRing, UnitOfWork, Workspace } from '#kernel/api';

const PERIOD = 30;
const place = (column: 'secret' | 'pending', row: string) => ({ table: 'totp', column, row });
/** What an authenticator app needs: to scan, or to type. */
export interface Enrolment {
  readonly secret: string;
  readonly qr: string;
}

/** Codes of an authenticator app: our clock, one step of tolerance, each code once. */
@Injectable()
export class Totp {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly workspace: Workspace,
  ) {}

  async has(userId: string): Promise<boolean> {
    const rows = await this.db.read('SELECT 1 FROM `totp` WHERE `userId` = ? AND `secret` IS NOT NULL', [userId]);
    return rows.length > 0;
  }

  /** Makes a secret of 160 bits that counts once a code of it was shown. */
  async begin(userId: string, username: string): Promise<Enrolment> {
    const secret = generateSecret({ length: 20 });
    const pending = this.keys.seal('secret', place('pending', userId), secret);
    await this.work.run(() => this.db.put('totp', { userId }, { pending }));
    const { name } = await this.workspace.settings();
    const { toDataURL } = await import('qrcode');
    return { secret, qr: await toDataURL(generateURI({ issuer: name, label: username, secret }), { margin: 1, width: 220 }) };
  }
  /** Puts the new secret in force when the code is one of it. */
  confirm(userId: string, code: string): Promise<boolean> {
    return this.work.run(async () => {
      const [row] = await this.db.read<{ pending: string | null }>('SELECT `pending` FROM `totp` WHERE `userId` = ?', [userId]);
      if (!row?.pending) return false;
      const secret = this.keys.unseal(place('pending', userId), row.pending);
      const step = this.stepOf(secret, code);
      if (step === null) return false;
      const sealed = this.keys.seal('secret', place('secret', userId), secret);
      const { affected } = await this.db.write('UPDATE `totp` SET `secret` = ?, `pending` = NULL, `lastStep` = ? WHERE `userId` = ? AND `pending` = ?', [sealed, step, userId, row.pending]);
      return affected === 1;
    });
  }
  /** Whether it is a code of now that was not used before; it is used up. */
  spend(userId: string, code: string): Promise<boolean> {
    return this.work.run(async () => {
      const [row] = await this.db.read<{ secret: string | null }>('SELECT `secret` FROM `totp` WHERE `userId` = ?', [userId]);
      if (!row?.secret) return false;
      const step = this.stepOf(this.keys.unseal(place('secret', userId), row.secret), code);
      if (step === null) return false;
      const { affected } = await this.db.write('UPDATE `totp` SET `lastStep` = ? WHERE `userId` = ? AND `lastStep` < ?', [step, userId, step]);
      return affected === 1;
    });
  }
  async remove(userId: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `totp` WHERE `userId` = ?', [userId]));
  }

  private stepOf(secret: string, token: string): number | null {
    if (!/^\d{6}$/.test(token)) return null;
    const epoch = Math.floor(this.clock.now().getTime() / 1000);
    const found = verifySync({ secret, token, epoch, epochTolerance: PERIOD });
    return found.valid && 'timeStep' in found ? found.timeStep : null;
  }
}
