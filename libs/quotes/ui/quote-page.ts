import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { Router } from '@angular/router';
import { approvalAhead, ApprovalPanel } from '#approvals/ui';
import { Formats, Icon, Session, T, Toast } from '#kernel/ui';
import { RecordPage, Records } from '#workbench/ui';
import { Quote, quoteLeads, type QuoteVerb } from '#quotes/model';
import { AnswerDialog } from './answer-dialog.ts';
import { PriceBanner } from './price-banner.ts';
import { QUOTE_FORM } from './quote-form.ts';
import { QuoteLines } from './quote-lines.ts';
import { QuoteLinkCard } from './quote-link-card.ts';
import { QuoteVersionsCard } from './quote-versions-card.ts';
import { QuotesClient } from './quotes-client.ts';
import { SendDialog } from './send-dialog.ts';

/** A quote: what it offers, where it stands, how it goes on. */
@Component({
  selector: 'crm-quote-page',
  imports: [ApprovalPanel, Icon, MatButton, MatMenuModule, NgTemplateOutlet, PriceBanner, QuoteLines, QuoteLinkCard, QuoteVersionsCard, RecordPage, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['number', 'customerId', 'total', 'validUntil', 'ownerId']">
      <ng-container actions>
        @if (quote(); as one) {
          @if (session.can('quote.update')) {
            @if (sends()) { <button matButton="filled" (click)="sending.open(one, mail())">{{ (mail() ? 'quote.action.mail' : 'quote.action.send') | t }}</button> }
            @if (leads('accept')) { <button matButton="filled" (click)="answers.open(one, 'accept')">{{ 'quote.action.accept' | t }}</button> <button matButton="outlined" (click)="answers.open(one, 'decline')">{{ 'quote.action.decline' | t }}</button> }
            @if (leads('revise')) { <button matButton="outlined" (click)="revise()">{{ 'quote.action.revise' | t }}</button> }
          }
          <button matButton="outlined" [matMenuTriggerFor]="languages"><crm-icon name="download" /> PDF</button>
          <mat-menu #languages="matMenu">@for (language of ['zh-CN', 'en']; track language) { <button mat-menu-item (click)="download(language)">{{ 'quote.language.' + language | t }}</button> }</mat-menu>
        }
      </ng-container>
      <ng-container path>
        @if (quote(); as one) {
          @if (above()) { <p class="hint"><crm-icon name="warning" /> {{ 'quote.discountInAll' | t: { rate: formats.percent(one.discountRate) } }} · {{ 'quote.approvalHint' | t: { limit: formats.percent(limit()) } }}</p> }
          <crm-price-banner [quote]="one" />
        }
      </ng-container>
      <ng-container whole>@if (ahead()) { <ng-container [ngTemplateOutlet]="approval" /> }</ng-container>
      <ng-container lines>@if (quote(); as one) { <crm-quote-lines [quote]="one" /> }</ng-container>
      <ng-container related>@if (quote(); as one) { @if (!ahead()) { <ng-container [ngTemplateOutlet]="approval" /> } <crm-quote-link [quote]="one" /> <crm-quote-versions [quote]="one" /> }</ng-container>
    </crm-record-page>
    <ng-template #approval>@if (quote(); as one) { @if (approves()) { <crm-approval-panel kind="quote" [id]="one.id" [version]="one.version" [approval]="one.approval" [leads]="!sends()" [ahead]="ahead()" (changed)="page.record.reload()" /> } }</ng-template>
  `,
  styles: '.hint { display: flex; align-items: center; gap: 6px; margin: 4px 0 0; font-size: 13px; color: light-dark(#8a5300, #ffca7a); } .hint crm-icon { width: 16px; height: 16px; flex: none; } button crm-icon { vertical-align: middle; }',
})
export class QuotePage {
  readonly id = input.required<string>();
  protected readonly layout = QUOTE_FORM;
  protected readonly page = viewChild.required<RecordPage<Quote>>('page');
  protected readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly answers = inject(AnswerDialog);
  protected readonly sending = inject(SendDialog);
  private readonly records = inject(Records);
  private readonly client = inject(QuotesClient);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);

  protected readonly quote = computed(() => this.page().current());
  private readonly rules = resource({ loader: () => this.client.rules() });
  protected readonly limit = computed(() => (this.rules.hasValue() ? this.rules.value().discountLimit : 10_000));
  protected readonly mail = computed(() => this.rules.hasValue() && this.rules.value().mail);
  /** It waits for an approval that nobody asked for yet. */
  protected readonly above = computed(() => ['draft', 'rejected'].includes(this.quote()?.status ?? '') && (this.quote()?.discountRate ?? 0) > this.limit());
  /** It says something, and may go out as it is. */
  protected readonly sends = computed(() => this.leads('send') && !this.above() && (this.quote()?.lines.length ?? 0) > 0 && this.session.can('quote.update'));
  /** A draft is submitted there, and what was submitted shows there how it went. */
  protected readonly approves = computed(() => this.quote()?.approval !== 'none' || this.quote()?.status === 'draft');
  protected readonly ahead = approvalAhead(() => this.quote()?.approval);
  protected leads = (verb: QuoteVerb): boolean => quoteLeads(verb, this.quote()?.status ?? 'accepted');

  protected async revise(): Promise<void> {
    const quote = this.quote();
    if (!quote) return;
    await this.records.verb(Quote, quote, 'revise').then(() => this.router.navigate(['/quotes', quote.id, 'edit']), (error: unknown) => this.toast.fail(error)); // prettier-ignore
  }
  protected async download(language: string): Promise<void> {
    const quote = this.quote();
    if (quote) await this.client.download(quote, language).catch((error: unknown) => this.toast.fail(error));
  }
}
