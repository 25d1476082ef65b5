import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Principals } from '#accounts/api';
import { as, currentPrincipal, Invalid, Jobs, newId, NotFound, Options, Problem, Records, Rejected, type RunningJob } from '#kernel/api';
import type { NewOption, OptionChange } from '#settings/model';
import { OptionUsesQueries } from './option-uses.queries.ts';

/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';
interface Merge {
  readonly set: string;
  readonly from: string;
  readonly into: string;
  readonly userId: string;
}

/** Keeps the lists of words: adds, renames, orders and retires them, and puts one in the place of another. */
@Injectable()
export class OptionSets implements OnModuleInit {
  constructor(
    private readonly options: Options,
    private readonly uses: OptionUsesQueries,
    private readonly kernel: Records,
    private readonly jobs: Jobs,
    private readonly principals: Principals,
  ) {}

  onModuleInit(): void {
    this.jobs.define<Merge>('option-merge', (job) => this.replace(job));
  }

  async usesOf(set: string) {
    await this.known(set);
    return { uses: await this.uses.of(set) };
  }
  async add(set: string, { en, zh, tone }: NewOption) {
    const known = await this.known(set);
    this.demandFree(known, { en, zh });
    const plain = en.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40);
    const key = plain && !known.some((one) => one.key === plain) ? plain : `o${newId().slice(-12)}`;
    await this.write(set, key, 'create', { en, zh, tone: tone ?? 'neutral' }, () => this.options.put(set, key, { en, zh, tone: tone ?? 'neutral', position: known.length + 1 }));
    return this.list(set);
  }
  async change(set: string, key: string, change: OptionChange) {
    const known = await this.known(set);
    const one = await this.one(set, key);
    const next = { en: change.en ?? one.labels.en, zh: change.zh ?? one.labels['zh-CN'], tone: change.tone ?? one.tone, position: one.position, retired: one.retired };
    this.demandFree(known.filter((other) => other.key !== key), next);
    await this.write(set, key, 'update', { ...change }, () => this.options.put(set, key, next));
    return this.list(set);
  }
  async order(set: string, keys: readonly string[]) {
    const known = await this.known(set);
    if (keys.length !== known.length || known.some(({ key }) => !keys.includes(key))) throw new Invalid([{ pointer: '/keys', code: 'choice' }]);
    await this.write(set, '*', 'update', { order: keys }, async () => {
      for (const { key, labels, tone, retired } of known) await this.options.put(set, key, { en: labels.en, zh: labels['zh-CN'], tone, position: keys.indexOf(key) + 1, retired });
    });
    return this.list(set);
  }
  /** Offers an option no longer, or again; records keep it. Throws Rejected for the last one of its set. */
  async retire(set: string, key: string, retired: boolean) {
    const { labels, tone, position } = await this.one(set, key);
    if (retired && !(await this.known(set)).some((one) => one.key !== key && !one.retired)) throw new Rejected('last-option');
    await this.write(set, key, retired ? 'retire' : 'revive', { retired }, () => this.options.put(set, key, { en: labels.en, zh: labels['zh-CN'], tone, position, retired }));
    return this.list(set);
  }
  /** Takes an option out of its set. Throws Rejected while a record has it. */
  async remove(set: string, key: string) {
    await this.one(set, key);
    if (await this.uses.used(set, key)) throw new Rejected('option-used');
    await this.write(set, key, 'delete', {}, () => this.options.remove(set, key));
    return this.list(set);
  }
  /** Offers an option no longer and gives every record that has it another one, in the background; then the option is gone. */
  async merge(set: string, key: string, into: string) {
    const { labels, tone, position } = await this.one(set, key);
    if (key === into || !(await this.options.has(set, into))) throw new Invalid([{ pointer: '/into', code: 'option' }]);
    await this.write(set, key, 'merge', { into }, async () => {
      await this.options.put(set, key, { en: labels.en, zh: labels['zh-CN'], tone, position, retired: true });
      await this.jobs.add('option-merge', { set, from: key, into, userId: currentPrincipal().id });
    });
    return this.list(set);
  }

  /** What cannot be changed, and what lies in the recycle bin, keeps the old option: it stays, retired. */
  private async replace(job: RunningJob<Merge>): Promise<void> {
    const { set, from, into, userId } = job.payload;
    const principal = await this.principals.of(userId);
    if (!principal) return;
    await as(principal, async () => {
      const total = (await this.uses.of(set))[from] ?? 0;
      let done = 0;
      for (const one of this.uses.fieldsOf(set)) {
        const store = this.kernel.stores.get(one.kind);
        let after = FIRST;
        for (let found = await this.uses.having(one, from, after); store && found.length > 0; found = await this.uses.having(one, from, after)) {
          for (const { id, version } of found) {
            await store.update(id, Number(version), { [one.field]: into }).catch((error: unknown) => {
              if (!(error instanceof Problem)) throw error;
            });
          }
          after = found.at(-1)?.id ?? after;
          done += found.length;
          await job.progress(done, total);
        }
      }
      if (!(await this.uses.used(set, from))) await this.kernel.work.run(() => this.options.remove(set, from));
    });
  }

  private demandFree(known: readonly { labels: { en: string; 'zh-CN': string } }[], { en, zh }: { en: string; zh: string }): void {
    const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
    const pointer = known.some(({ labels }) => same(labels.en, en)) ? '/en' : known.some(({ labels }) => same(labels['zh-CN'], zh)) ? '/zh' : null;
    if (pointer) throw new Invalid([{ pointer, code: 'taken' }]);
  }
  private async known(set: string) {
    const items = (await this.options.sets()).get(set) ?? (this.uses.sets().includes(set) ? [] : null);
    if (!items) throw new NotFound();
    return items;
  }
  private async one(set: string, key: string) {
    const found = (await this.known(set)).find((item) => item.key === key);
    if (!found) throw new NotFound();
    return found;
  }
  private async list(set: string) {
    return { key: set, options: await this.known(set) };
  }
  private async write(set: string, key: string, action: string, told: object, work: () => Promise<void>): Promise<void> {
    await this.kernel.work.run(async () => {
      await work();
      this.kernel.audit.note(action, 'option', newId(), [{ field: `${set}.${key}`, old: null, new: told }]);
    });
  }
}
