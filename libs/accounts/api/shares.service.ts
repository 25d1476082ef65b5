import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Forbidden, fromStoredMoment, Invalid, newId, NotFound, reaches, Records, tableOf, toStoredMoment } from '#kernel/api';
import type { NewShare, Share, ShareRight } from '#accounts/model';
import { Principals } from './principals.service.ts';
import { ReachedBy } from './reached-by.service.ts';

interface Stored {
  readonly id: string;
  readonly kind: string;
  readonly recordId: string;
  readonly userId: string;
  readonly may: ShareRight;
  readonly until: string | null;
}

/** Records opened to people beside what their roles reach. Whoever may change a record by their own role shares it. */
@Injectable()
export class Shares {
  constructor(
    private readonly kernel: Records,
    private readonly principals: Principals,
    private readonly clock: Clock,
    private readonly roles: ReachedBy,
  ) {}

  /** With whom a record is shared now, and whether the principal may change that. Throws NotFound. */
  async of(kind: string, recordId: string): Promise<{ items: Share[]; mayShare: boolean; owner: unknown }> {
    const record = await this.record(kind, recordId);
    const rows = await this.kernel.db.read<Stored & { name: string }>(
      `SELECT s.\`id\`, s.\`userId\`, s.\`may\`, s.\`until\`, u.\`name\` FROM \`record_share\` s JOIN \`user\` u ON u.\`id\` = s.\`userId\`
       WHERE s.\`kind\` = ? AND s.\`recordId\` = ? AND (s.\`until\` IS NULL OR s.\`until\` > ?) ORDER BY u.\`name\`, s.\`id\``,
      [kind, recordId, this.now()],
    );
    const items = rows.map(({ id, userId, name, may, until }) => ({ id, userId, name, may, until: until && fromStoredMoment(until) }));
    return { items, mayShare: reaches(`${kind}.update`, record), owner: record['owner'] ?? null };
  }

  /** Who sees a record by their roles. Throws NotFound. */
  async reachedBy(kind: string, recordId: string) {
    return this.roles.of(kind, await this.record(kind, recordId));
  }

  /** Shares a record; a person it was shared with before gets the new terms. Throws NotFound, Forbidden or Invalid. */
  async share({ kind, recordId, userId, may, until = null }: NewShare): Promise<void> {
    await this.kernel.work.run(async () => {
      await this.demandMine(kind, recordId);
      const [user] = await this.kernel.db.read("SELECT 1 FROM `user` WHERE `id` = ? AND `deletedKey` = '' AND `status` <> 'inactive'", [userId]);
      if (!user) throw new Invalid([{ pointer: '/userId', code: 'reference' }]);
      if (until && until <= this.clock.now().toISOString()) throw new Invalid([{ pointer: '/until', code: 'past' }]);
      const [old] = await this.kernel.db.read<Stored>('SELECT * FROM `record_share` WHERE `userId` = ? AND `kind` = ? AND `recordId` = ?', [userId, kind, recordId]);
      const first = { id: newId(), createdAt: this.now(), createdById: currentPrincipal().id };
      await this.kernel.db.put('record_share', { userId, kind, recordId }, { may, until: until && toStoredMoment(until), ...(old ? {} : first) });
      this.note(kind, recordId, old ? { userId, may: old.may, until: old.until && fromStoredMoment(old.until) } : null, { userId, may, until });
    });
  }
  async end(id: string): Promise<void> {
    await this.kernel.work.run(async () => {
      const [share] = await this.kernel.db.read<Stored>('SELECT * FROM `record_share` WHERE `id` = ?', [id]);
      if (!share) throw new NotFound();
      const { kind, recordId, userId, may, until } = share;
      await this.demandMine(kind, recordId);
      await this.kernel.db.write('DELETE FROM `record_share` WHERE `id` = ?', [id]);
      this.note(kind, recordId, { userId, may, until: until && fromStoredMoment(until) }, null);
    });
  }

  private async demandMine(kind: string, id: string): Promise<void> {
    if (!reaches(`${kind}.update`, await this.record(kind, id))) throw new Forbidden(`${kind}.update`);
  }
  /** A record that belongs to somebody and that the principal may see. Throws NotFound for any other, and for what is no kind. */
  private async record(kind: string, id: string): Promise<Record<string, unknown>> {
    const store = this.kernel.stores.get(kind);
    if (!store || !tableOf(kind).info.owned) throw new NotFound();
    try {
      return (await store.get(id)) as unknown as Record<string, unknown>;
    } catch (error) {
      throw error instanceof Forbidden ? new NotFound() : error;
    }
  }
  private note(kind: string, id: string, old: object | null, now: object | null): void {
    this.kernel.audit.note(`${kind}.${now ? 'share' : 'unshare'}`, kind, id, [{ field: 'share', old, new: now }]);
    this.kernel.work.afterCommit(() => this.principals.forget());
  }
  private now = () => toStoredMoment(this.clock.now().toISOString());
}
