import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { fieldOf } from '#kernel/model';
import { Formats, RefNames, T, Words } from '#kernel/ui';
import { headerChanges, lineChanges, Quote, QuoteLine, type QuoteContent, type QuoteVersion } from '#quotes/model';
import { QuotesClient } from './quotes-client.ts';

/** Two versions of a quote beside each other: what of the header and which rows are different. */
@Component({
  selector: 'crm-quote-compare',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav><a routerLink="/quotes">{{ 'quote.many' | t }}</a> · <a [routerLink]="['/quotes', id()]">{{ names.of('quote', id()) }}</a></nav>
    <h1>{{ 'quote.compare' | t }}</h1>
    @if (was(); as from) {
      @if (now(); as to) {
        <div class="choose">
          @for (side of ['from', 'to']; track side) {
            <label>{{ 'quote.' + side | t }}
              <select (change)="choose(side, +$any($event.target).value)">@for (one of versions(); track one.revision) { <option [value]="one.revision" [selected]="one.revision === (side === 'from' ? from : to).revision">V{{ one.revision }} · {{ 'quote.status.' + one.status | t }}</option> }</select>
            </label>
          }
        </div>
        @if (header().length + lines().length === 0) { <p>{{ 'quote.same' | t }}</p> }
        @if (header().length > 0) {
          <table><thead><tr><th></th><th>V{{ from.revision }}</th><th>V{{ to.revision }}</th></tr></thead>
            <tbody>@for (name of header(); track name) { <tr><th scope="row">{{ words.label(of, name) }}</th><td><del>{{ text(name, from) }}</del></td><td><ins>{{ text(name, to) }}</ins></td></tr> }</tbody></table>
        }
        @for (one of lines(); track $index) {
          <article [class]="one.kind"><b>{{ 'quote.line.' + one.kind | t }}</b> {{ nameOf(one.now ?? one.was) }}
            @if (one.kind === 'changed') { <ul>@for (name of one.fields; track name) { <li>{{ words.label(of, name) }}: <del>{{ cell(name, one.was) }}</del> → <ins>{{ cell(name, one.now) }}</ins></li> }</ul> }
            @else { <span>{{ cell('quantity', one.now ?? one.was) }} × {{ cell('price', one.now ?? one.was) }} = {{ cell('net', one.now ?? one.was) }}</span> }
          </article>
        }
      }
    }
  `,
  styles: `
    :host { display: block; height: 100%; overflow: auto; box-sizing: border-box; padding: 16px 20px 40px; } nav { font-size: 13px; color: var(--mat-sys-on-surface-variant); } nav a { color: inherit; } h1 { margin: 4px 0 16px; font-size: 20px; font-weight: 600; }
    .choose { display: flex; gap: 16px; flex-wrap: wrap; margin-bottom: 16px; } label { display: grid; gap: 4px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } select { min-height: 40px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; }
    table, article { max-width: 860px; } table { width: 100%; border-collapse: collapse; margin-bottom: 12px; background: var(--mat-sys-surface); } th, td { padding: 8px; text-align: start; vertical-align: top; border-bottom: 1px solid var(--mat-sys-outline-variant); font-weight: 400; white-space: pre-wrap; overflow-wrap: anywhere; } th { color: var(--mat-sys-on-surface-variant); }
    article { padding: 10px 14px; margin-bottom: 8px; border: 1px solid var(--mat-sys-outline-variant); border-inline-start-width: 4px; border-radius: 8px; background: var(--mat-sys-surface); } .added { border-inline-start-color: light-dark(#2e7d4f, #7ad3a0); } .removed { border-inline-start-color: var(--mat-sys-error); } .changed { border-inline-start-color: light-dark(#b26a00, #ffca7a); }
    ul { margin: 4px 0 0; padding: 0; list-style: none; } span { color: var(--mat-sys-on-surface-variant); display: block; } del { color: var(--mat-sys-error); } ins { color: light-dark(#1f6b41, #7ad3a0); text-decoration: none; }
  `,
})
export class QuoteCompare {
  readonly id = input.required<string>();
  protected readonly of = Quote;
  protected readonly words = inject(Words);
  private readonly formats = inject(Formats);
  protected readonly names = inject(RefNames);
  private readonly client = inject(QuotesClient);
  private readonly found = resource({ params: () => this.id(), loader: ({ params }) => this.client.versions(params) });
  protected readonly versions = computed(() => (this.found.hasValue() ? this.found.value() : []));
  /** The newest beside the one before. */
  private readonly pair = linkedSignal(() => ({ from: this.versions()[1]?.revision ?? 1, to: this.versions()[0]?.revision ?? 1 }));
  protected readonly was = computed(() => this.versions().find(({ revision }) => revision === this.pair().from));
  protected readonly now = computed(() => this.versions().find(({ revision }) => revision === this.pair().to));
  protected readonly header = computed(() => headerChanges(this.was()?.content ?? {}, this.now()?.content ?? {}));
  protected readonly lines = computed(() => lineChanges(this.was()?.content.lines ?? [], this.now()?.content.lines ?? []));

  protected choose(side: string, revision: number): void {
    this.pair.update((pair) => ({ ...pair, [side]: revision }));
  }
  protected nameOf = (line: QuoteLine | null): string => (line?.productId ? this.names.of('product', line.productId) : (line?.description ?? ''));
  protected text(name: keyof QuoteContent, { content }: QuoteVersion): string {
    const field = fieldOf(Quote, name);
    const value = content[name];
    if (field?.kind === 'ref') return typeof value === 'string' ? this.names.of(field.to ?? '', value) : '—';
    return (field && this.formats.text(Quote, field, content as Record<string, unknown>)) || '—';
  }
  protected cell(name: string, line: QuoteLine | null): string {
    const field = fieldOf(QuoteLine, name);
    return (field && this.formats.text(Quote, field, { ...line, currency: this.now()?.content.currency })) || '—';
  }
}
