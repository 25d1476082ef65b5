import { HttpClient, HttpParams } from '@angular/common/http';
import { computed, inject, resource, type Signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { addableOf, recordOf, type Class, type Field, type Sum, type Sums } from '#kernel/model';
import { Formats, Session, Words } from '#kernel/ui';
import { Records, type Query } from './records.ts';

/** What a footer cell says, and what stands behind it. */
export interface FooterText {
  readonly lines: readonly string[];
  readonly hint: string;
}

/** What the number columns of a list add up to, asked of the server only while somebody wants to see it. */
export class ListTotals {
  private readonly http = inject(HttpClient);
  private readonly formats = inject(Formats);
  private readonly words = inject(Words);
  private readonly session = inject(Session);
  private readonly records = inject(Records);
  /** The columns on the screen that can be added up by whoever looks. */
  readonly fields = computed(() => {
    const addable = new Set(addableOf(this.of()).map(({ name }) => name));
    return this.columns().filter(({ name }) => addable.has(name) && this.session.reads(this.of(), name));
  });
  private readonly answer = resource({
    params: () => this.asked(),
    loader: ({ params: { kind, fields, query } }) => this.ask(kind, fields, query),
  });
  readonly failed = computed(() => this.answer.error() !== undefined);

  constructor(
    private readonly of: Signal<Class>,
    private readonly columns: Signal<readonly Field[]>,
    /** What is on the screen: the page comes first, its totals after it. */
    private readonly query: Signal<Query | null>,
    private readonly wanted: Signal<boolean>,
  ) {}

  /** A field's sum in words; null for one that is not added up. */
  text(field: Field): FooterText | null {
    if (!this.fields().includes(field)) return null;
    if (this.failed()) return { lines: ['—'], hint: this.words.t('ui.totalsFailed') };
    const own = (this.answer.hasValue() ? this.answer.value().sums : []).filter((sum) => sum.field === field.name);
    if (own.length === 0) return { lines: ['…'], hint: '' };
    const count = own.reduce((sum, one) => sum + one.count, 0);
    const apart = own.length > 1 ? ` ${this.words.t('ui.totalsApart')}` : '';
    return { lines: own.map((sum) => this.say(field, sum)), hint: this.words.t('ui.totalsOf', { n: this.formats.number(count) }) + apart };
  }

  private say(field: Field, { sum, currency, count }: Sum): string {
    if (count === 0) return '—';
    if (currency !== null) return this.formats.money(sum, currency);
    return this.formats.number(sum, field.kind === 'quantity' ? 3 : 0);
  }
  private asked() {
    const query = this.query();
    if (!this.wanted() || !query || this.fields().length === 0) return undefined;
    return { kind: recordOf(this.of()).name, fields: this.fields().map(({ name }) => name).toSorted().join(','), query, changes: this.records.changes() };
  }
  private ask(kind: string, fields: string, { sort: _sort, ...query }: Query): Promise<Sums> {
    return firstValueFrom(this.http.get<Sums>(`/api/v1/sums/${kind}`, { params: new HttpParams({ fromObject: { ...query, fields } }) }));
  }
}
