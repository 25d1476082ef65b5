import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { scale } from '#kernel/model';
import { Formats, T } from '#kernel/ui';
import { isSection, netOf } from '#products/model';
import { countable, type GridLine } from '#products/ui';
import { QuotesClient } from './quotes-client.ts';

/** What is left of a quote after what its products cost us; for those alone who may see costs. */
@Component({
  selector: 'crm-margin-bar',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (margin(); as one) {
      <div class="bar" role="img" [attr.aria-label]="'quote.margin' | t: { share: formats.percent(one.share) }"><span [style.width.%]="one.width" [class.low]="one.share < 1000" [class.loss]="one.share < 0"></span></div>
      <p>{{ 'quote.margin' | t: { share: formats.percent(one.share) } }} · {{ formats.money(one.left, currency()) }} @if (one.unknown > 0) { <small>{{ 'quote.marginUnknown' | t: { n: one.unknown } }}</small> }</p>
    }
  `,
  styles: `
    .bar { height: 8px; border-radius: 4px; background: var(--mat-sys-outline-variant); overflow: hidden; } .bar span { display: block; height: 100%; background: light-dark(#2e7d4f, #7ad3a0); } .bar .low { background: light-dark(#b26a00, #ffca7a); } .bar .loss { background: var(--mat-sys-error); }
    p { margin: 4px 0 0; font-size: 13px; font-variant-numeric: tabular-nums; } small { color: var(--mat-sys-on-surface-variant); }
  `,
})
export class MarginBar {
  readonly lines = input.required<readonly GridLine[]>();
  readonly net = input.required<number>();
  readonly currency = input.required<string>();
  protected readonly formats = inject(Formats);
  private readonly client = inject(QuotesClient);

  private readonly counted = computed(() => this.lines().filter((line) => !isSection(line) && !line.optional).map(countable));
  private readonly ids = computed(() => [...new Set(this.counted().flatMap(({ productId }) => productId ?? []))].sort(), { equal: (a, b) => a.join() === b.join() });
  private readonly costs = resource({ params: () => this.ids(), loader: ({ params }) => this.client.costs(params) });
  protected readonly margin = computed(() => {
    const costs = this.costs.hasValue() ? this.costs.value() : null;
    if (!costs || costs.size === 0 || this.net() <= 0) return null;
    const known = this.counted().map(({ productId, quantity }) => {
      const one = productId ? costs.get(productId) : undefined;
      return one?.currency === this.currency() ? netOf({ price: one.cost, quantity, discount: null }, this.currency()) : null;
    });
    const left = this.net() - known.reduce((sum: number, cost) => sum + (cost ?? 0), 0);
    const share = scale(left, 10_000, this.net());
    return { left, share, width: Math.max(0, Math.min(100, share / 100)), unknown: known.filter((cost) => cost === null).length };
  });
}
