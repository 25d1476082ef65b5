import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database, toStoredMoment, UnitOfWork } from '#kernel/api';
import { Passwords } from './passwords.service.ts';

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODES = 10;
const LENGTH = 20;

/** Ten codes of a hundred bits for whoever lost their other factor: hashed, each good once. Their first sign is their place. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  /** New codes; the old ones are void. They are shown this once. */
  async renew(userId: string): Promise<string[]> {
    const codes = Array.from({ length: CODES }, (_, position) => `${position}${Array.from(randomBytes(LENGTH), (byte) => SIGNS[byte % SIGNS.length]).join('')}`);
    const hashes = await Promise.all(codes.map((code) => this.passwords.digest(code)));
    await this.work.run(async () => {
      await this.remove(userId);
      for (const [position, hash] of hashes.entries()) await this.db.write('INSERT INTO `recovery_code` (`userId`, `position`, `hash`) VALUES (?, ?, ?)', [userId, position, hash]);
    });
    return codes.map((code) => code.replace(/^(.)(.{5})(.{5})(.{5})(.{5})$/, '$1-$2-$3-$4-$5'));
  }
  async spend(userId: string, typed: string): Promise<boolean> {
    const code = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
    if (!/^\d[0-9A-Z]{20}$/.test(code)) return false;
    const key = [userId, Number(code[0])];
    const [row] = await this.db.read<{ hash: string }>('SELECT `hash` FROM `recovery_code` WHERE `userId` = ? AND `position` = ? AND `usedAt` IS NULL', key);
    if (!row || !(await this.passwords.matches(row.hash, code))) return false;
    const now = toStoredMoment(this.clock.now().toISOString());
    const { affected } = await this.work.run(() => this.db.write('UPDATE `recovery_code` SET `usedAt` = ? WHERE `userId` = ? AND `position` = ? AND `usedAt` IS NULL', [now, ...key]));
    return affected === 1;
  }
  async left(userId: string): Promise<number> {
    return (await this.db.read('SELECT 1 FROM `recovery_code` WHERE `userId` = ? AND `usedAt` IS NULL', [userId])).length;
  }
  async remove(userId: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `recovery_code` WHERE `userId` = ?', [userId]));
  }
}
