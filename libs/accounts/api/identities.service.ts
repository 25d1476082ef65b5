import { Injectable } from '@nestjs/common';
import { Clock, Database, DuplicateKey, newId, NotFound, Records, Rejected, toStoredMoment, UnitOfWork } from '#kernel/api';
import { WaitingRoom } from './waiting.service.ts';

/** Who somebody is at a sign-in provider: its address, and the name it never changes. An e-mail address is neither. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** Which account belongs to which identity of a sign-in provider. */
@Injectable()
export class Identities {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly waiting: WaitingRoom,
    private readonly kernel: Records,
    private readonly clock: Clock,
  ) {}

  async ownerOf({ issuer, subject }: Identity): Promise<string | null> {
    const [row] = await this.db.read<{ userId: string }>('SELECT `userId` FROM `identity` WHERE `issuer` = ? AND `subject` = ?', [issuer, subject]);
    return row?.userId ?? null;
  }
  of(userId: string): Promise<{ id: string; issuer: string }[]> {
    return this.db.read('SELECT `id`, `issuer` FROM `identity` WHERE `userId` = ? ORDER BY `id`', [userId]);
  }
  /** Connects an identity with an account. Throws Rejected when it belongs to another one. */
  async connect(userId: string, { issuer, subject }: Identity): Promise<void> {
    const values = [newId(), userId, issuer, subject, toStoredMoment(this.clock.now().toISOString())];
    await this.work.run(async () => {
      await this.db.write('INSERT INTO `identity` (`id`, `userId`, `issuer`, `subject`, `createdAt`) VALUES (?, ?, ?, ?, ?)', values);
      this.kernel.audit.note('user.identity', 'user', userId, [{ field: 'identity', old: null, new: issuer }]);
    }).catch((error: unknown) => {
      throw error instanceof DuplicateKey ? new Rejected('identity-taken') : error;
    }); // prettier-ignore
  }
  /** Connects the identity that waits for its owner, who has just proved who they are. */
  async consent(userId: string, secret: string): Promise<void> {
    const waiting = await this.waiting.take<Identity>('consent', secret);
    if (!waiting) throw new Rejected('link-expired');
    await this.connect(userId, waiting.facts);
  }
  async remove(userId: string, id: string): Promise<void> {
    await this.work.run(async () => {
      const { affected } = await this.db.write('DELETE FROM `identity` WHERE `userId` = ? AND `id` = ?', [userId, id]);
      if (affected !== 1) throw new NotFound();
      this.kernel.audit.note('user.identity', 'user', userId, [{ field: 'identity', old: id, new: null }]);
    });
  }
}
