import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, input, resource } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Formats, Problems, T } from '#kernel/ui';
import { netOf, type TakenApart } from '#products/model';

/** What a bundle becomes on the lines of a document: its components, and what each of them costs in it. */
@Component({
  selector: 'crm-bundle-rows',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (found.hasValue()) {
      <ul>
        @for (row of found.value().rows; track $index) { <li><span>{{ row.name }} <small>× {{ formats.number(row.quantity, 3) }}</small></span><b>{{ net(row) }}</b></li> }
        <li class="sum"><span>{{ 'lineGrid.subtotal' | t }}</span><b>{{ formats.money(found.value().amount, found.value().currency) }}</b></li>
      </ul>
    } @else if (found.status() === 'error') { <p role="alert">{{ problems.say(found.error()) }}</p> }
  `,
  styles: `
    ul { list-style: none; margin: 0; padding: 6px 0 0; border-top: 1px solid var(--mat-sys-outline-variant); font-size: 13px; } li { display: flex; justify-content: space-between; gap: 12px; padding: 3px 0; } li span { min-width: 0; overflow-wrap: anywhere; }
    b { font-weight: 400; font-variant-numeric: tabular-nums; white-space: nowrap; } small, p { color: var(--mat-sys-on-surface-variant); font-size: inherit; white-space: nowrap; } .sum, .sum b { font-weight: 600; } p { margin: 0; white-space: normal; }
  `,
})
export class BundleRows {
  /** The product, and for whom, how much and in what currency. */
  readonly asked = input.required<Readonly<Record<string, string>> & { readonly productId: string }>();
  readonly version = input.required<number>();
  private readonly http = inject(HttpClient);
  protected readonly formats = inject(Formats);
  protected readonly problems = inject(Problems);
  protected readonly found = resource({
    params: () => ({ asked: this.asked(), version: this.version() }),
    loader: ({ params: { asked: { productId, ...params } } }) => firstValueFrom(this.http.get<TakenApart>(`/api/v1/products/${productId}/components`, { params })),
  }); // prettier-ignore
  protected net = ({ price, quantity }: { price: number; quantity: number }) => {
    const currency = this.found.value()?.currency ?? this.formats.currency;
    return this.formats.money(netOf({ price, quantity, discount: null }, currency), currency);
  };
}
