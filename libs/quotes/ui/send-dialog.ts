import { ChangeDetectionStrategy, Component, inject, Injectable } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Contact } from '#contacts/model';
import { SentForm, Session, T, Toast, Words } from '#kernel/ui';
import { FormFields, Records } from '#workbench/ui';
import { Quote, Sending } from '#quotes/model';

interface Asked {
  readonly quote: Quote;
  readonly to: string | null;
}

/** Whom the quote is mailed to, and with which words; or that it went out another way. */
@Component({
  selector: 'crm-quote-sending',
  imports: [FormFields, MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="sent.submit($event)">
      <h2 mat-dialog-title>{{ 'quote.action.mail' | t }} {{ asked.quote.number }}</h2>
      <mat-dialog-content>
        @if (sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
        <crm-form-fields [form]="sent.form" [of]="of" [names]="['to', 'message']" [wide]="['to', 'message']" [labelOf]="label" />
        <p>{{ 'quote.sendHint' | t }}</p>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="outlined" type="button" (click)="mark()">{{ 'quote.action.send' | t }}</button>
        <button matButton="filled" type="submit" [disabled]="sent.busy() || !sent.form.draft()['to']">{{ 'quote.action.mail' | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: 'mat-dialog-content { width: min(480px, 80vw); } p { margin: 12px 0 0; font-size: 13px; color: var(--mat-sys-on-surface-variant); } .failure { margin: 0 0 12px; color: var(--mat-sys-error); }',
})
class SendSheet {
  protected readonly asked = inject<Asked>(MAT_DIALOG_DATA);
  private readonly words = inject(Words);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  private readonly dialog = inject(MatDialogRef);
  protected readonly of = Sending;
  protected readonly sent = new SentForm(Sending, { to: this.asked.to, message: this.words.t('quote.mailText', { number: this.asked.quote.number, until: this.asked.quote.validUntil }) }, async (body) => {
    await this.records.verb(Quote, this.asked.quote, 'send', body);
    this.toast.show('quote.mailed', { to: body['to'] });
    this.dialog.close();
  });
  protected label = (name: string) => this.words.t(name === 'to' ? 'quote.mailTo' : 'quote.mailMessage');

  protected async mark(): Promise<void> {
    await this.records.verb(Quote, this.asked.quote, 'send').then(() => (this.toast.show('quote.sent'), this.dialog.close()), (error: unknown) => this.toast.fail(error)); // prettier-ignore
  }
}

/** Sends a quote: by mail where mails can leave, otherwise by marking it as sent. */
@Injectable({ providedIn: 'root' })
export class SendDialog {
  private readonly dialog = inject(MatDialog);
  private readonly records = inject(Records);
  private readonly session = inject(Session);
  private readonly toast = inject(Toast);

  async open(quote: Quote, mail: boolean): Promise<void> {
    if (mail) this.dialog.open<SendSheet, Asked>(SendSheet, { data: { quote, to: await this.addressOf(quote) } });
    else await this.records.verb(Quote, quote, 'send').then(() => this.toast.show('quote.sent'), (error: unknown) => this.toast.fail(error)); // prettier-ignore
  }

  /** The contact's first address, for those who may read it. */
  private async addressOf({ contactId }: Quote): Promise<string | null> {
    if (!contactId || !this.session.reads(Contact, 'emails')) return null;
    return (await this.records.get(Contact, contactId).catch(() => null))?.emails[0] ?? null;
  }
}
