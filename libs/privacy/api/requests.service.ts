import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Principals } from '#accounts/api';
import { as, Clock, Dictionary, Invalid, Jobs, NotFound, Problem, reachOf, Records, Rejected, StoredFiles, SYSTEM, type RunningJob } from '#kernel/api';
import type { HeldRecord, NewPrivacyRequest, PrivacyReport, PrivacyRequest } from '#privacy/model';
import { Echoes } from './echoes.service.ts';
import { Erasure } from './erasure.service.ts';
import { Finder } from './finder.service.ts';
import { Person, type Known } from './person.ts';
import { pageOf, type Portrait } from './portrait.ts';
import { HOURS, RequestQueries, type OpenRequest } from './request.queries.ts';
import { isFilled, keyOf, knownBy, personalFields, type RecordKey } from './subjects.ts';

const MOST = 50;
const fold = (text: string) => text.normalize('NFKC').trim();

/** What is done about a person: told, handed over or erased, in the background, for the one who asked alone. */
@Injectable()
export class PrivacyRequests implements OnModuleInit {
  constructor(
    private readonly queries: RequestQueries,
    private readonly kernel: Records,
    private readonly finder: Finder,
    private readonly erasure: Erasure,
    private readonly echoes: Echoes,
    private readonly jobs: Jobs,
    private readonly files: StoredFiles,
    private readonly principals: Principals,
    private readonly words: Dictionary,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define<{ id: string }>('privacy', (job) => this.proceed(job));
    this.jobs.define<{ id: string }>('privacy.end', ({ payload }) => this.drop(payload.id));
  }

  /** Starts one. Throws Invalid, or Rejected when a record may not be erased. */
  async start(asked: NewPrivacyRequest): Promise<PrivacyRequest> {
    const keys = asked.records.map(keyOf);
    const odd = keys.findIndex((key) => key === null);
    if (odd >= 0 || keys.length > MOST) throw new Invalid([{ pointer: `/records/${Math.max(odd, 0)}`, code: 'choice' }]);
    if (keys.length === 0 && !asked.email && !asked.phone) throw new Invalid([{ pointer: '/records', code: 'required' }]);
    const known = await this.known(keys as RecordKey[], asked);
    if (asked.action === 'erase') await this.demandErasable(keys as RecordKey[], asked, known);
    return this.kernel.work.run(async () => {
      const id = await this.queries.add(asked, known);
      const of = keys[0] ?? undefined;
      await this.kernel.audit.event(asked.action === 'export' ? 'data.export' : asked.action === 'look' ? 'privacy.looked' : 'data.erased', { ...of, detail: { request: id, records: keys.length } });
      await this.jobs.add('privacy', { id });
      await this.jobs.add('privacy.end', { id }, HOURS * 3_600_000);
      return this.queries.view(id);
    });
  }
  get(id: string): Promise<PrivacyRequest> {
    return this.queries.view(id);
  }
  /** What is held, as JSON or as a page to read. Throws NotFound. */
  async file(id: string, as: 'json' | 'html'): Promise<string> {
    const { action } = await this.queries.view(id);
    const bytes = action === 'export' ? await this.files.bytes(id) : null;
    if (!bytes) throw new NotFound();
    const text = new TextDecoder().decode(bytes);
    return as === 'json' ? text : pageOf(JSON.parse(text) as Portrait, this.words);
  }

  private async known(keys: readonly RecordKey[], { email, phone }: NewPrivacyRequest): Promise<Known> {
    const records = await Promise.all(keys.map(async (key) => ({ kind: key.kind, record: await this.finder.load(key) })));
    const own = knownBy(records);
    return { ...own, phones: [...new Set([...own.phones, ...(phone && phone.replace(/\D/g, '').length > 4 ? [phone] : [])])], emails: [...new Set([...own.emails, ...(email ? [email] : [])])] };
  }
  private async demandErasable(keys: readonly RecordKey[], { confirm, reason, email, phone }: NewPrivacyRequest, { names }: Known): Promise<void> {
    if (!reason) throw new Invalid([{ pointer: '/reason', code: 'required' }]);
    for (const key of keys) {
      const { refusal, name } = await this.finder.told(key, await this.finder.load(key));
      if (refusal) throw new Rejected(refusal, { name });
    }
    if (fold(confirm ?? '') !== fold(keys.length > 0 ? (names[0] ?? '') : (email ?? phone ?? ''))) throw new Invalid([{ pointer: '/confirm', code: 'confirm' }]);
  }

  private async proceed(job: RunningJob<{ id: string }>): Promise<void> {
    const request = await this.queries.open(job.payload.id);
    const principal = await this.principals.of(request.userId);
    const may = principal !== null && reachOf('privacy.manage', principal) !== null;
    try {
      // Who began to erase somebody may have left: it is brought to its end all the same.
      await as(may ? principal : request.action === 'erase' ? SYSTEM : refuse(), () => this.fulfil(request, job));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await this.queries.end(request.id, null, error.code);
    }
  }
  private async fulfil(request: OpenRequest, job: RunningJob): Promise<void> {
    const person = new Person(request.known);
    let steps = 0;
    const step = () => job.progress(++steps, 0);
    if (request.action === 'erase') return this.erase(request, person, step);
    const beside: { place: string; found: readonly unknown[] }[] = [];
    const records = await this.held(request.keys);
    const places = await this.erasure.count(person, false, step, (place, found) => beside.push({ place, found }));
    const mentions = await this.echoes.mentions(person);
    if (request.action === 'export') await this.paint(request, { records, places, mentions }, beside);
    await this.queries.end(request.id, { records, places, mentions });
  }
  private async erase(request: OpenRequest, person: Person, step: () => Promise<void>): Promise<void> {
    const why = { requestId: request.id, reason: request.reason, reference: request.reference };
    for (const [index, key] of request.keys.entries()) {
      if (index < request.done) continue;
      await this.kernel.work.run(async () => {
        await this.erasure.record(key, why);
        await this.queries.advance(request.id, index + 1);
      });
      await step();
    }
    const places = await this.erasure.beside(person, why, step);
    await this.queries.end(request.id, { records: await this.held(request.keys), places, mentions: await this.echoes.mentions(person) });
  }
  private async paint({ id, keys }: OpenRequest, { records, mentions }: PrivacyReport, beside: Portrait['beside']): Promise<void> {
    const own = [];
    for (const key of keys) own.push({ kind: key.kind, record: { ...(await this.finder.load(key)) }, links: records.find((one) => one.id === key.id)?.links ?? [], history: await this.echoes.history(key.kind, key.id) });
    const portrait: Portrait = { madeAt: this.clock.now().toISOString(), records: own, beside: [...Map.groupBy(beside, ({ place }) => place)].map(([place, all]) => ({ place, found: all.flatMap(({ found }) => found) })), mentions };
    await this.files.drop(id);
    await this.files.keep(id, new TextEncoder().encode(JSON.stringify(portrait, null, 2)));
  }
  private held(keys: readonly RecordKey[]): Promise<HeldRecord[]> {
    return Promise.all(keys.map(async (key) => {
      const record = await this.finder.load(key);
      const fields = personalFields(key.kind).filter(({ name }) => isFilled(record[name])).map(({ name }) => name);
      return { ...(await this.finder.told(key, record)), fields, links: await this.echoes.links(key.kind, key.id), changes: await this.echoes.changes(key.kind, key.id) };
    })); // prettier-ignore
  }
  /** The day of a request is over. */
  private async drop(id: string): Promise<void> {
    await this.files.drop(id);
    await this.queries.drop(id);
  }
}

function refuse(): never {
  throw new NotFound();
}
