import { Injectable } from '@nestjs/common';
import { Catalogue, fromStoredMoment, KeyRing, LEVELS, LocalMasterKeys, MasterKeys, MOST_USES } from '#kernel/api';
import type { EncryptionView, ProtectedView } from '#encryption/model';
import { Rotations } from './rotations.service.ts';

/** Tells how this installation is encrypted. */
@Injectable()
export class Encryption {
  constructor(
    private readonly keys: KeyRing,
    private readonly masters: MasterKeys,
    private readonly catalogue: Catalogue,
    private readonly rotations: Rotations,
  ) {}

  async view(): Promise<EncryptionView> {
    await this.keys.refresh();
    const stored = await this.keys.stored();
    return {
      provider: this.masters.provider,
      masterKeyId: this.keys.masterKeyId,
      exposed: this.masters instanceof LocalMasterKeys && this.masters.exposed,
      keys: stored.map(({ id, purpose, state, createdAt, used }) => ({ id, purpose, state, createdAt: fromStoredMoment(createdAt), used, most: MOST_USES })),
      rotations: await this.rotations.latest(),
      protected: this.protected(),
    };
  }

  private protected(): ProtectedView[] {
    const telling = this.catalogue.entries.filter(({ level, stored }) => stored !== 'index' && (level >= 2 || stored === 'encrypted'));
    return telling.map(({ table, column, kind = null, field = null, level, stored, keep }) => {
      const sealed = this.catalogue.sealed.find((one) => one.table === table && one.column === column);
      const { masked, exported } = LEVELS[level];
      return { table, column, kind, field, level, stored, masked: kind !== null && masked, exported: kind !== null && exported, keep, found: sealed?.tail ? 'tail' : sealed?.blind ? 'whole' : 'no' };
    });
  }
}
