import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { Icon, Problems, SentForm, T, Words } from '#kernel/ui';
import { FormFields, handOver } from '#workbench/ui';
import { OfferAnswer, type Offer } from '#quotes/model';
import { OfferSheet } from './offer-sheet.ts';

/** A quote as its customer reads it on whatever they hold in their hand: what is offered, the document, and their answer. Nobody signs in for it. */
@Component({
  selector: 'crm-offer-page',
  imports: [FormFields, Icon, MatButton, OfferSheet, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './offer-page.html',
  styleUrl: './offer-page.scss',
})
export class OfferPage {
  readonly token = input('');
  private readonly http = inject(HttpClient);
  private readonly problems = inject(Problems);
  protected readonly words = inject(Words);
  protected readonly of = OfferAnswer;
  protected readonly asking = signal<'accept' | 'decline' | null>(null);
  protected readonly thanked = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly found = resource({ params: () => this.token(), loader: ({ params }) => this.open(params) });
  protected readonly offer = computed(() => (this.found.hasValue() ? this.found.value() : null));
  protected readonly sent = new SentForm(OfferAnswer, { token: '-', answer: 'accept' }, async ({ name, note }) => {
    this.found.set(await firstValueFrom(this.http.post<Offer>('/api/v1/offers/answer', { token: this.token(), answer: this.asking(), name, note })));
    this.asking.set(null);
    this.thanked.set(true);
  });
  protected label = (name: string) => this.words.t(`quote.offer.${name}`);

  private async open(token: string): Promise<Offer> {
    const offer = await firstValueFrom(this.http.post<Offer>('/api/v1/offers/open', { token }));
    this.words.language.set(offer.language);
    return offer;
  }
  protected ask(answer: 'accept' | 'decline'): void {
    this.asking.set(answer);
    setTimeout(() => document.querySelector<HTMLElement>('crm-offer-page form input')?.focus());
  }
  protected async save(): Promise<void> {
    this.failure.set(null);
    try {
      const document = await firstValueFrom(this.http.post('/api/v1/offers/document', { token: this.token() }, { responseType: 'blob' }));
      handOver(document, `${this.offer()?.number ?? 'quote'}.pdf`);
    } catch (error) {
      this.failure.set(this.problems.say(error));
    }
  }
}
