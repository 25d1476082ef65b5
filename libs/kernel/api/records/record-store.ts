import { asInstance, recordOf, RecordErased, type Class, type HistoryEntry, type Input, type Page, type RecordView, type Sums } from '#kernel/model';
import { currentPrincipal, reachOf } from '../access/context.ts';
import { Forbidden, Invalid, NotFound, Stale } from '../http/problems.ts';
import { unwritable, visibleFields } from './field-rights.ts';
import { told, type RecordChange } from './audit.ts';
import { RecordCheck } from './record-check.ts';
import { RecordReader } from './record-reader.ts';
import { addable, sumsOf } from './record-sums.ts';
import { RecordWriter } from './record-writer.ts';
import type { Records } from './records.ts';
import type { Row } from './row.ts';
import { reaches, scopeOf } from './scope.ts';
import { TRUE } from './sql.ts';
import { tableOf, type RecordTableInfo } from './table.ts';

type Body = object;
type Mutation<E> = (record: E) => void | Promise<void>;

/** The records of one kind that the current principal may see, and the only way to change them. */
export abstract class RecordStore<E extends RecordView> {
  protected readonly table: RecordTableInfo;
  protected readonly reader: RecordReader<E>;
  private readonly writer: RecordWriter;
  private readonly rules: RecordCheck;

  constructor(
    readonly model: Class<E>,
    protected readonly kernel: Records,
    /** What may be changed by hand; none where changes go other ways. */
    readonly changes: Class | null = null,
  ) {
    this.table = tableOf(recordOf(model).name);
    this.rules = new RecordCheck(model as unknown as Class, this.table, kernel);
    this.reader = new RecordReader<E>(this.table, kernel);
    this.writer = new RecordWriter(this.table, kernel);
    kernel.stores.set(this.table.info.name, this as unknown as RecordStore<RecordView>);
  }

  list(query: Record<string, unknown>): Promise<Page<E>> {
    return this.reader.list(query);
  }
  /** A page of a list without its total, for work that goes through all of it. */
  page(query: Record<string, unknown>, verb = 'read'): Promise<{ items: E[]; next: string | null }> {
    return this.reader.page(query, verb === 'read' ? TRUE : scopeOf(this.table, verb));
  }
  /** What fields add up to over all of a list. Throws Invalid for one that is hidden or cannot be added. */
  async addUp(query: Record<string, unknown>, names: readonly string[]): Promise<Sums> {
    return sumsOf(this.kernel, this.table, await this.reader.where(this.reader.parse(query)), addable(this.table, names));
  }
  get(id: string): Promise<E> {
    return this.reader.get(id);
  }
  history(id: string, after: string | null = null): Promise<{ items: HistoryEntry[]; next: string | null }> {
    return this.reader.history(id, after);
  }
  /** Which of these records whoever asks may see, the deleted ones too. */
  visible(ids: readonly string[]): Promise<Set<string>> {
    return this.reader.visible(ids);
  }
  /** Changes of records of this kind, told of those that whoever asks may see, without the fields they may not. */
  async changesFor(changes: readonly RecordChange[]): Promise<RecordChange[]> {
    const visible = await this.reader.visible([...new Set(changes.map(({ id }) => id))]);
    return changes.filter(({ id }) => visible.has(id)).flatMap((change) => this.kernel.sealing.openChanges(this.table.info.name, change.id, this.reader.told(told([change]))).map((own) => ({ ...change, ...own })));
  }

  /** What is behind the mask of a field, for those who may lift it; the audit says who did. Throws Forbidden, or Invalid for a field that has no mask. */
  reveal(id: string, name: string): Promise<{ field: string; value: unknown }> {
    return this.kernel.work.run(async () => {
      const record = await this.reader.load(id, scopeOf(this.table, 'read'));
      await this.reader.load(id, scopeOf(this.table, 'reveal')).catch(() => Promise.reject(new Forbidden(`${this.table.info.name}.reveal`)));
      const field = [...this.table.columns, ...this.table.texts].find((one) => one.name === name && one.sensitive > 0);
      if (!field || visibleFields(this.table, [field]).length === 0) throw new Invalid([{ pointer: '/field', code: 'choice' }]);
      await this.kernel.audit.event('data.reveal', { kind: this.table.info.name, id, detail: { field: name } });
      return { field: name, value: record[name] };
    });
  }

  /** Creates a record. Throws Invalid, Forbidden or Taken. */
  create(input: Body, complete?: Mutation<E>): Promise<E> {
    return this.kernel.work.run(async () => {
      this.demandWritable(input, true);
      let made: E | null = null;
      const id = await this.add(input, async (record) => {
        await complete?.(record);
        made = record;
      });
      return made ? this.told(made) : this.fresh(id);
    });
  }

  /** Creates a record and answers its id alone. */
  add(input: Body, complete?: Mutation<E>): Promise<string> {
    return this.kernel.work.run(async () => {
      const made = await this.ready(input);
      await complete?.(made);
      await this.rules.demand(made as unknown as Row, null);
      await this.writer.insert([made as unknown as Row]);
      return made.id;
    });
  }
  /** Creates records and answers their ids, in their order. */
  addMany(inputs: readonly Body[]): Promise<string[]> {
    return this.kernel.work.run(async () => {
      const ids: string[] = [];
      for (const input of inputs) ids.push(await this.add(input));
      return ids;
    });
  }
  /** Creates records by few statements; for kinds whose creation is nothing but their row. */
  protected addTogether(inputs: readonly Body[]): Promise<string[]> {
    return this.kernel.work.run(async () => {
      const made: E[] = [];
      const teams = new Map<string | null, string | null>();
      for (const input of inputs) made.push(await this.ready(input, teams));
      const known = new Map<string, boolean>();
      for (const record of made) await this.rules.demand(record as unknown as Row, null, known);
      await this.writer.insert(made as unknown as Row[]);
      return made.map(({ id }) => id);
    });
  }

  /** Changes fields of a record. */
  update(id: string, version: number, changes: Body): Promise<E> {
    this.demandWritable(changes);
    return this.change(id, 'update', version, (record) => void Object.assign(record, changes));
  }

  /** Changes a record by its own rules. Throws NotFound, Forbidden, Stale, Invalid, Taken or what the rules throw. */
  change(id: string, verb: string, version: number | null, mutate: Mutation<E>, action = verb): Promise<E> {
    return this.kernel.work.run(async () => {
      const before = await this.reader.load(id, scopeOf(this.table, 'read'));
      await this.reader.demand(id, verb);
      if (version !== null && before['version'] !== version) throw new Stale(await this.reader.named(before));
      const record = asInstance(this.model as Class<object>, structuredClone(before)) as E;
      await mutate(record);
      await this.rules.demand(record as unknown as Row, before);
      const saved = await this.writer.update(before, record as unknown as Row, verb, action);
      if (!saved) throw new Stale(await this.reader.get(id));
      return this.told(record);
    });
  }

  /** Gives a record to somebody; its team becomes the new owner's. */
  assign(id: string, version: number, ownerId: string): Promise<E> {
    return this.change(id, 'assign', version, async (record) => {
      record.ownerId = ownerId;
      record.teamId = await this.writer.teamOf(ownerId);
      this.demandReach('assign', record);
    });
  }

  /** Moves a record to the recycle bin. */
  async remove(id: string, version: number): Promise<void> {
    await this.kernel.work.run(async () => {
      const now = this.kernel.clock.now().toISOString();
      await this.change(id, 'delete', version, (record) => void (record.deletedAt = now));
    });
  }

  /** Takes a record out of the recycle bin. Throws Taken when its place is taken by now. */
  restore(id: string): Promise<E> {
    return this.kernel.work.run(async () => {
      const before = await this.reader.load(id, scopeOf(this.table, 'delete'), true);
      if (before['deletedAt'] === null) throw new NotFound();
      if (!(await this.writer.update(before, { ...before, deletedAt: null }, 'delete', 'restore'))) throw new Stale(null);
      return this.fresh(id);
    });
  }

  /** A record that was just written, as the answer to whoever wrote it. */
  private told(record: E): Promise<E> {
    return this.reader.named(structuredClone({ ...record }) as unknown as Row);
  }

  /** Deletes records for good, with their lists; no recycle bin has them. For what never was anybody's: samples. */
  purge(ids: readonly string[]): Promise<void> {
    if (reachOf(`${this.table.info.name}.delete`) !== 'all') throw new Forbidden(`${this.table.info.name}.delete`);
    return this.kernel.work.run(() => this.writer.purge(ids));
  }
  /** Throws NotFound for a record that is not there for the principal, Forbidden for one that a verb of theirs does not reach. */
  async demand(id: string, verb: string): Promise<void> {
    await this.reader.load(id, scopeOf(this.table, 'read'), true);
    await this.reader.demand(id, verb);
  }
  /** Throws Invalid with the fields that are not the principal's to write. */
  protected demandWritable(input: Body, fresh = false): void {
    const faults = unwritable(this.table, input, fresh);
    if (faults.length > 0) throw new Invalid(faults);
  }
  private demandReach(verb: string, record: object): void {
    const { name, owned } = this.table.info;
    if (!reaches(`${name}.${verb}`, record as Row, owned)) throw new Forbidden(`${name}.${verb}`);
  }

  /** A record with everything it holds, from the recycle bin too. Throws Forbidden for whoever does not reach all of them. */
  whole(id: string): Promise<E> {
    if (reachOf(`${this.table.info.name}.read`) !== 'all') throw new Forbidden(`${this.table.info.name}.read`);
    return this.fresh(id);
  }

  /** Empties what tells of a person, in the recycle bin too, and takes the old values out of the audit for good. Whoever keeps copies beside the record hears of it in the same unit of work. */
  erase(id: string, empty: Mutation<E>): Promise<void> {
    const { name, table } = this.table.info;
    return this.kernel.work.run(async () => {
      const before = await this.reader.load(id, scopeOf(this.table, 'delete'), true);
      const record = asInstance(this.model as Class<object>, structuredClone(before)) as E;
      await empty(record);
      if (!(await this.writer.update(before, record as unknown as Row, 'delete', 'erase'))) throw new Stale(await this.fresh(id));
      await this.kernel.db.write(`UPDATE \`${table}\` SET \`custom\` = '{}' WHERE \`id\` = ?`, [id]);
      await this.kernel.events.emit(RecordErased, { kind: name, id }, { kind: name, id });
      // After the audit of this very change, which says what was there.
      this.kernel.work.beforeCommit(() => this.kernel.audit.erase(name, id));
    });
  }

  /** A record as it is now, whoever may see it; for the answer to a change. */
  protected async fresh(id: string): Promise<E> {
    return this.reader.named(await this.reader.load(id, TRUE, true));
  }

  /** A record as it would be created by whoever asks. Throws Forbidden. */
  private async ready(input: Body, teams = new Map<string | null, string | null>()): Promise<E> {
    const { info } = this.table;
    this.demandWritable(input, true);
    const record = this.blank(input);
    if (info.owned) record['ownerId'] ??= currentPrincipal().id;
    const owner = record['ownerId'] as string | null;
    if (!teams.has(owner)) teams.set(owner, await this.writer.teamOf(owner));
    record['teamId'] = teams.get(owner) ?? null;
    this.demandReach('create', record);
    return record as unknown as E;
  }
  private blank(input: Body): Row {
    const { columns, texts, lines } = this.table;
    const record = asInstance(this.model as Class<object>, {}) as Row;
    for (const { name } of columns) record[name] = null;
    for (const { name } of [...texts, ...lines]) record[name] = [];
    return Object.assign(record, this.writer.birth(), input);
  }
}

export type { Input };
