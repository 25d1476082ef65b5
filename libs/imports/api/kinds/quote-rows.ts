import { Injectable } from '@nestjs/common';
import { Workspace } from '#kernel/api';
import type { Fault } from '#kernel/model';
import { QuotePast, QuoteService } from '#quotes/api';
import { NewQuote, QuoteChange, type Quote, type QuoteStatus } from '#quotes/model';
import type { Made } from '../writers.ts';
import { rounded } from './rounding.ts';
import { beforeOf, changesOf, parted, type Body, type Taken, type Writing } from './writing.ts';

const STANDING = ['status', 'sentOn', 'answeredOn', 'answerNote'] as const;

/** Quotes from rows: drafts, or where they stood elsewhere for those who may say so. */
@Injectable()
export class QuoteRows implements Writing {
  readonly made = NewQuote;
  readonly changed = QuoteChange;

  constructor(
    private readonly quotes: QuoteService,
    private readonly past: QuotePast,
    private readonly workspace: Workspace,
  ) {}

  bare = (body: Body): Body => parted(body, STANDING).rest;
  faults = (body: Body): Fault[] => (body['status'] || !(body['sentOn'] || body['answeredOn']) ? [] : [{ pointer: '/status', code: 'required' }]);

  async add(body: Body): Promise<Made> {
    const { own, rest } = parted(body, STANDING);
    const input = (await this.rounded(rest, null)) as Partial<NewQuote>;
    const id = own.status && own.status !== 'draft' ? await this.past.add(input, { ...own, status: own.status as QuoteStatus }) : await this.quotes.add(input);
    return { kind: 'quote', id, name: String(rest['name'] ?? rest['number'] ?? '') };
  }
  async change(id: string, body: Body): Promise<Made | null> {
    const { own, rest } = parted(body, STANDING);
    const old = await this.quotes.get(id);
    const changes = changesOf(old, await this.rounded(rest, old), QuoteChange);
    const moves = own.status !== undefined && own.status !== old.status;
    if (Object.keys(changes).length === 0 && !moves) return null;
    const saved = moves ? await this.past.update(id, old.version, changes, { ...own, status: own.status as QuoteStatus }) : await this.quotes.update(id, old.version, changes, true);
    const before = { ...beforeOf(old, Object.keys(changes)), ...(moves ? { standing: this.past.standing(old) } : {}) };
    return { kind: 'quote', id, name: old.name, version: saved.version, before };
  }
  async takeBack({ id, version, before }: Taken): Promise<void> {
    if (before) {
      const { standing, ...content } = before;
      if (standing) await this.past.putBack(id, version, content, standing);
      else await this.quotes.update(id, version, content, true);
    } else if ((await this.quotes.get(id)).status === 'draft') await this.quotes.remove(id, version);
    else await this.past.remove(id, version);
  }

  private rounded = (body: Body, old: Quote | null): Promise<Body> => rounded(body, async () => old?.currency ?? (await this.workspace.settings()).currency);
}
