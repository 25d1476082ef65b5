import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats, Icon, RefNames, T, Toast } from '#kernel/ui';
import { Records } from '#workbench/ui';
import { Quote } from '#quotes/model';
import { QuotesClient } from './quotes-client.ts';

/** Says which rows of a draft cost something else by now: to take it over, or to keep what was written. */
@Component({
  selector: 'crm-price-banner',
  imports: [Icon, MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (changes().length > 0) {
      <div class="banner" role="status">
        <crm-icon name="warning" />
        <div>
          <p>{{ 'quote.pricesChanged' | t: { n: changes().length } }}</p>
          <ul>@for (one of changes(); track one.line) { <li>{{ one.line + 1 }} · {{ nameOf(one.line) }}: {{ price(one.was) }} → <b>{{ price(one.price) }}</b></li> }</ul>
        </div>
        <button matButton="filled" type="button" [disabled]="busy()" (click)="settle(false)">{{ 'quote.takePrices' | t }}</button>
        <button matButton="outlined" type="button" [disabled]="busy()" (click)="settle(true)">{{ 'quote.keepPrices' | t }}</button>
      </div>
    }
  `,
  styles: `
    .banner { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; padding: 10px 14px; border-radius: 8px; background: light-dark(#fff3dc, #3a2f17); color: light-dark(#6b4100, #ffca7a); font-size: 14px; } .banner > div { flex: 1; min-width: 220px; } crm-icon { width: 18px; height: 18px; }
    p { margin: 0; font-weight: 500; } ul { margin: 2px 0 0; padding: 0; list-style: none; font-size: 13px; max-height: 96px; overflow: auto; }
  `,
})
export class PriceBanner {
  readonly quote = input.required<Quote>();
  readonly settled = output();
  private readonly client = inject(QuotesClient);
  private readonly records = inject(Records);
  private readonly names = inject(RefNames);
  private readonly formats = inject(Formats);
  private readonly toast = inject(Toast);
  protected readonly busy = signal(false);
  private readonly found = resource({ params: () => ({ id: this.quote().id, version: this.quote().version }), loader: ({ params }) => this.client.priceChanges(params.id) });
  protected readonly changes = computed(() => (this.found.hasValue() ? this.found.value() : []));

  protected nameOf = (line: number): string => this.names.of('product', this.quote().lines[line]?.productId ?? '');
  protected price = (price: number): string => this.formats.money(Math.round(price / 100), this.quote().currency);

  protected async settle(keep: boolean): Promise<void> {
    this.busy.set(true);
    await this.records.verb(Quote, this.quote(), 'reprice', { keep }).then(() => this.settled.emit(), (error: unknown) => this.toast.fail(error)); // prettier-ignore
    this.busy.set(false);
  }
}
