import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Formats, T } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { STATUS_TONES, type Quote } from '#quotes/model';
import { QuotesClient } from './quotes-client.ts';

/** The versions of a quote, and the way to see what is different. */
@Component({
  selector: 'crm-quote-versions',
  imports: [RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (versions().length > 1) {
      <h2>{{ 'quote.versions' | t }}</h2>
      <ul>@for (one of versions(); track one.revision) { <li><b>V{{ one.revision }}</b> <crm-status-chip [tone]="tone(one.status)">{{ 'quote.status.' + one.status | t }}</crm-status-chip> <span>{{ one.content.total === undefined ? '' : formats.money(one.content.total, quote().currency) }}</span></li> }</ul>
      <a [routerLink]="['/quotes', quote().id, 'compare']">{{ 'quote.compare' | t }}</a>
    }
  `,
  styles: `
    :host { display: block; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } :host:empty, :host:not(:has(h2)) { display: none; } h2 { margin: 8px 0; font-size: 14px; font-weight: 600; }
    ul { margin: 0 0 6px; padding: 0; list-style: none; } li { display: flex; align-items: center; gap: 8px; min-height: 32px; } span { margin-inline-start: auto; font-variant-numeric: tabular-nums; } a { font-size: 13px; }
  `,
})
export class QuoteVersionsCard {
  readonly quote = input.required<Quote>();
  protected readonly formats = inject(Formats);
  private readonly client = inject(QuotesClient);
  private readonly found = resource({ params: () => ({ id: this.quote().id, version: this.quote().version }), loader: ({ params }) => this.client.versions(params.id) });
  protected readonly versions = computed(() => (this.found.hasValue() ? this.found.value() : []));
  protected tone = (status: Quote['status']) => STATUS_TONES[status];
}
