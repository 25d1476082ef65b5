import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, Records, SYSTEM, type RecordStore } from '#kernel/api';
import type { RecordView } from '#kernel/model';
import { SampleQueries, type Ids } from './sample.queries.ts';

export const SAMPLE = 'rapport:sample';
/** Kinds of sample records, those that point at others first. */
const KINDS = ['payment', 'invoice', 'receivable', 'invoice-title', 'contract', 'quote', 'opportunity', 'contact-link', 'contact', 'customer', 'stock-entry', 'stock', 'price-entry', 'price-book', 'product', 'category', 'user', 'team'] as const;
const PART = 100;

/** What there is of the sample company. */
export interface SampleStanding {
  readonly records: number;
  /** Sample records that somebody changed. */
  readonly edited: number;
}
export interface SampleReport {
  readonly removed: number;
  /** Records that stay, no longer samples: what people changed, and what their own records need. */
  readonly kept: number;
}

/** Takes the sample company out for good, and nothing that is somebody's own. */
@Injectable()
export class SampleRemoval {
  constructor(
    private readonly kernel: Records,
    private readonly samples: SampleQueries,
  ) {}

  async standing(): Promise<SampleStanding> {
    const all = await this.samples.all(KINDS);
    return { records: count(all), edited: count(await this.samples.edited(KINDS)) };
  }

  /** What people added stays, with every sample it points at; what they changed stays unless it is to go, too. */
  async remove(withEdited: boolean): Promise<SampleReport> {
    const heir = currentPrincipal().id ?? (await this.samples.administrator());
    return as(SYSTEM, async () => {
      const all = await this.samples.all(KINDS);
      const kept = await this.samples.needed(all, withEdited ? new Map() : await this.samples.edited(KINDS));
      const going = new Map([...all].map(([kind, ids]) => [kind, ids.difference(kept.get(kind) ?? new Set())]));
      for (const kind of KINDS) await this.adopt(kind, kept.get(kind) ?? new Set());
      await this.bequeath(going.get('user') ?? new Set(), heir);
      for (const kind of KINDS) {
        const ids = [...(going.get(kind) ?? [])];
        for (let start = 0; start < ids.length; start += PART) await this.store(kind).purge(ids.slice(start, start + PART));
      }
      return { removed: count(going), kept: count(kept) };
    });
  }

  /** What stays and belonged to a sample person belongs to whoever removes them. */
  private async bequeath(people: ReadonlySet<string>, heir: string | null): Promise<void> {
    if (!heir) return;
    for (const { kind, id } of await this.samples.ownedBy(people)) {
      const { version } = await this.store(kind).get(id);
      await this.store(kind).assign(id, version, heir);
    }
  }
  /** A sample that stays is a record like any other. */
  private async adopt(kind: string, ids: ReadonlySet<string>): Promise<void> {
    if (kind === 'contact-link') return;
    for (const id of ids) {
      await this.store(kind).change(id, 'update', null, (record) => {
        record.externalSource = null;
        record.externalId = null;
      }, 'adopt'); // prettier-ignore
    }
  }
  private store = (kind: string) => this.kernel.stores.get(kind) as RecordStore<RecordView>;
}

const count = (ids: Ids) => [...ids.values()].reduce((sum, own) => sum + own.size, 0);
