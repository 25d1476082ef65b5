import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats, Icon, Session, T, Toast } from '#kernel/ui';
import { Confirm, StatusChip } from '#workbench/ui';
import type { Quote } from '#quotes/model';
import { QuotesClient } from './quotes-client.ts';

/** The link by which the customer reads and answers a quote: whether it was opened, a new one, and its end. */
@Component({
  selector: 'crm-quote-link',
  imports: [Icon, MatButton, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (shown()) {
      <header><h2>{{ 'quote.link.title' | t }}</h2>@if (last(); as one) { <crm-status-chip [tone]="one.live ? 'success' : 'neutral'">{{ (one.live ? 'quote.link.live' : 'quote.link.over') | t: { day: formats.day(one.expiresOn) } }}</crm-status-chip> }</header>
      @if (last(); as one) { <p>{{ (one.views > 0 ? 'quote.link.seen' : 'quote.link.unseen') | t: { n: one.views, when: one.viewedAt ? formats.moment(one.viewedAt) : '' } }}</p> } @else { <p>{{ 'quote.link.none' | t }}</p> }
      @if (url(); as text) {
        <div class="url"><input readonly [value]="text" [attr.aria-label]="'quote.link.title' | t" (focus)="$any($event.target).select()" /><button matButton="tonal" type="button" (click)="copy(text)"><crm-icon name="copy" /> {{ 'quote.link.copy' | t }}</button></div>
        <p>{{ 'quote.link.once' | t }}</p>
      }
      @if (may()) {
        <div class="acts">
          <button matButton="outlined" type="button" (click)="make()">{{ (last() ? 'quote.link.again' : 'quote.link.make') | t }}</button>
          @if (last()?.live) { <button matButton type="button" (click)="withdraw()">{{ 'quote.link.withdraw' | t }}</button> }
        </div>
      }
    }
  `,
  styles: `
    :host { display: block; contain: inline-size; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } :host:not(:has(header)) { display: none; } header { display: flex; align-items: center; gap: 8px; min-height: 36px; } h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 600; }
    p { margin: 0 0 8px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } .url { display: flex; gap: 8px; margin-bottom: 6px; } input { flex: 1; width: 0; min-width: 0; height: 36px; padding: 0 10px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 8px; background: var(--mat-sys-surface-container); color: inherit; font: inherit; font-size: 13px; } .acts { display: flex; flex-wrap: wrap; gap: 8px; }
  `,
})
export class QuoteLinkCard {
  readonly quote = input.required<Quote>();
  private readonly client = inject(QuotesClient);
  private readonly session = inject(Session);
  private readonly confirm = inject(Confirm);
  private readonly toast = inject(Toast);
  protected readonly formats = inject(Formats);
  private readonly found = resource({ params: () => ({ id: this.quote().id, version: this.quote().version }), loader: ({ params }) => this.client.links(params.id) });
  protected readonly last = computed(() => (this.found.hasValue() ? this.found.value()[0] : undefined));
  protected readonly may = computed(() => this.quote().status === 'sent' && this.session.can('quote.update'));
  protected readonly shown = computed(() => this.may() || this.last() !== undefined);
  /** Shown once, right after it was made. */
  protected readonly url = linkedSignal<string, string | null>({ source: () => this.quote().id, computation: () => null });

  protected make = (): Promise<void> =>
    this.during(async () => {
      this.url.set(await this.client.link(this.quote().id));
    });
  protected async withdraw(): Promise<void> {
    if (!(await this.confirm.ask('quote.link.withdrawQuestion', 'quote.link.withdraw'))) return;
    await this.during(async () => {
      await this.client.unlink(this.quote().id);
      this.url.set(null);
    });
  }
  protected copy = (text: string): Promise<void> =>
    this.during(async () => {
      await navigator.clipboard.writeText(text);
      this.toast.show('quote.link.copied');
    });

  private async during(work: () => Promise<void>): Promise<void> {
    await work().then(() => this.found.reload(), (error: unknown) => this.toast.fail(error)); // prettier-ignore
  }
}
