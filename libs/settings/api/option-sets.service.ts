import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Principals } from '#accounts/api';
import { as, currentPrincipal, Invalid, Jobs, newId, NotFound, Options, Problem, Records, recordTables, type RunningJob } from '#kernel/api';
import type { NewOption, OptionChange } from '#settings/model';

interface Merge {
  readonly set: string;
  readonly from: string;
  readonly into: string;
  readonly userId: string;
}

/** Keeps the lists of words: adds, renames, orders, and puts one in the place of another. */
@Injectable()
export class OptionSets implements OnModuleInit {
  constructor(
    private readonly options: Options,
    private readonly kernel: Records,
    private readonly jobs: Jobs,
    private readonly principals: Principals,
  ) {}

  onModuleInit(): void {
    this.jobs.define<Merge>('option-merge', (job) => this.replace(job));
  }

  async add(set: string, { en, zh, tone }: NewOption) {
    const known = await this.known(set);
    if (known.some(({ labels }) => labels.en.toLowerCase() === en.toLowerCase() || labels['zh-CN'] === zh)) throw new Invalid([{ pointer: '/en', code: 'taken' }]);
    const plain = en.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40);
    const key = plain && !known.some((one) => one.key === plain) ? plain : `o${newId().slice(-12)}`;
    await this.write(set, key, 'create', { en, zh, tone: tone ?? 'neutral' }, () => this.options.put(set, key, { en, zh, tone: tone ?? 'neutral', position: known.length + 1 }));
    return this.list(set);
  }
  async change(set: string, key: string, change: OptionChange) {
    const one = await this.one(set, key);
    const next = { en: change.en ?? one.labels.en, zh: change.zh ?? one.labels['zh-CN'], tone: change.tone ?? one.tone, position: one.position };
    await this.write(set, key, 'update', { ...change }, () => this.options.put(set, key, next));
    return this.list(set);
  }
  async order(set: string, keys: readonly string[]) {
    const known = await this.known(set);
    if (keys.length !== known.length || known.some(({ key }) => !keys.includes(key))) throw new Invalid([{ pointer: '/keys', code: 'choice' }]);
    await this.write(set, '*', 'update', { order: keys }, async () => {
      for (const { key, labels, tone } of known) await this.options.put(set, key, { en: labels.en, zh: labels['zh-CN'], tone, position: keys.indexOf(key) + 1 });
    });
    return this.list(set);
  }
  /** Gives every record that has an option another one instead, in the background; then the option is gone. */
  async merge(set: string, key: string, into: string) {
    await this.one(set, key);
    if (key === into || !(await this.options.has(set, into))) throw new Invalid([{ pointer: '/into', code: 'option' }]);
    await this.write(set, key, 'merge', { into }, async () => void (await this.jobs.add('option-merge', { set, from: key, into, userId: currentPrincipal().id })));
    return this.list(set);
  }

  private async replace(job: RunningJob<Merge>): Promise<void> {
    const { set, from, into, userId } = job.payload;
    const principal = await this.principals.of(userId);
    if (!principal) return;
    await as(principal, async () => {
      let done = 0;
      for (const { info, columns } of recordTables()) {
        const store = this.kernel.stores.get(info.name);
        for (const field of columns.filter((one) => one.kind === 'option' && one.set === set)) {
          if (!store || !field.filter) continue;
          const refused = new Set<string>();
          for (;;) {
            const { items } = await store.page({ [field.name]: from, size: '200' });
            const open = items.filter(({ id }) => !refused.has(id));
            if (open.length === 0) break;
            for (const { id, version } of open) {
              await store.update(id, version, { [field.name]: into }).catch((error: unknown) => {
                if (!(error instanceof Problem)) throw error;
                refused.add(id);
              });
            }
            done += open.length;
            await job.progress(done, done);
          }
        }
      }
      await this.kernel.work.run(() => this.options.remove(set, from));
    });
  }

  private async known(set: string) {
    const items = (await this.options.sets()).get(set);
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
