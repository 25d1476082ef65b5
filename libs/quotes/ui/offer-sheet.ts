import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { capitalAmount } from '#kernel/model';
import { Formats, T, Words } from '#kernel/ui';
import type { Offer } from '#quotes/model';

/** What a quote offers, as its customer reads it: on their own page, and beside the editor while it is written. */
@Component({
  selector: 'crm-offer-sheet',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './offer-sheet.html',
  styleUrl: './offer-sheet.scss',
})
export class OfferSheet {
  readonly offer = input.required<Offer>();
  protected readonly formats = inject(Formats);
  private readonly words = inject(Words);
  protected readonly capital = computed(() => (this.words.chinese() ? capitalAmount(this.offer().total, this.offer().currency) : ''));
  protected money = (amount: number): string => this.formats.money(amount, this.offer().currency);
}
