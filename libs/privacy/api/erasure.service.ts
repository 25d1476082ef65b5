import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Database, Dictionary, newId, Records, Remains, toStoredMoment, type Row } from '#kernel/api';
import type { EraseReason, PrivacyReport } from '#privacy/model';
import { Echoes } from './echoes.service.ts';
import { Holds } from './holds.service.ts';
import { asOfficer } from './officer.ts';
import type { Person } from './person.ts';
import { Finder } from './finder.service.ts';
import { empty, refusalOf, type RecordKey } from './subjects.ts';
import { Traces } from './traces.service.ts';

export interface Why {
  readonly requestId: string;
  readonly reason: EraseReason;
  readonly reference: string | null;
}
type Counts = PrivacyReport['places'];

/** Makes a person nobody: records keep their ids and links, and tell of no one. */
@Injectable()
export class Erasure {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
    private readonly finder: Finder,
    private readonly holds: Holds,
    private readonly traces: Traces,
    private readonly echoes: Echoes,
    private readonly remains: Remains,
    private readonly words: Dictionary,
    private readonly clock: Clock,
  ) {}

  /** Empties one record, in a unit of work of its own that leaves a tombstone; false when it is held, or is not to be erased. */
  async record(key: RecordKey, why: Why): Promise<boolean> {
    return this.kernel.work.run(async () => {
      const record = await this.finder.load(key);
      if (refusalOf(key.kind, record) !== null || (await this.holds.holds(key))) return false;
      const { language } = await this.kernel.workspace.settings();
      const erased = this.words.say(language, 'privacy.erasedPerson');
      const changes = await this.echoes.changes(key.kind, key.id);
      await asOfficer(async () => this.kernel.stores.get(key.kind)?.erase(key.id, (one) => empty(key.kind, one as unknown as Row, erased)));
      await this.stone(key, why, [{ place: key.kind, n: 1 }, { place: 'audit', n: changes }]);
      return true;
    });
  }

  /** Takes away what is left beside the records, and what the files of the database still hold of it. */
  async beside(person: Person, why: Why, step: () => Promise<void>): Promise<Counts> {
    const counts = await this.count(person, true, step);
    await this.kernel.work.run(() => this.stone(null, why, counts));
    await this.remains.overwrite(this.echoes.searched());
    return counts;
  }
  async count(person: Person, take: boolean, step: () => Promise<void>, told: (place: string, found: readonly unknown[]) => void = () => undefined): Promise<Counts> {
    const counts = new Map<string, number>();
    const note = ({ place, found }: { place: string; found: readonly unknown[] }) => {
      counts.set(place, (counts.get(place) ?? 0) + found.length);
      told(place, found);
    };
    await this.traces.through(person, take, step, note);
    await asOfficer(() => this.echoes.inRecords(person, take, step, note));
    await this.echoes.inExports(person, take, note);
    return [...counts].map(([place, n]) => ({ place, n }));
  }

  private async stone(key: RecordKey | null, { requestId, reason, reference }: Why, erased: Counts): Promise<void> {
    const row = [newId(), requestId, key?.kind ?? null, key?.id ?? null, reason, reference, JSON.stringify(erased), currentPrincipal().id, toStoredMoment(this.clock.now().toISOString())];
    await this.db.insert('privacy_tombstone', ['id', 'requestId', 'recordKind', 'recordId', 'reason', 'reference', 'erased', 'userId', 'at'], [row]);
  }
}
