import { ChangeDetectionStrategy, Component, inject, Injectable } from '@angular/core';
import { submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Formats, problemOf, recordForm, T, Toast, touchAll, Words, type Draft } from '#kernel/ui';
import { FormFields, Records } from '#workbench/ui';
import { Answer, Quote } from '#quotes/model';

interface Asked {
  readonly quote: Quote;
  readonly verb: 'accept' | 'decline';
}

/** What the customer said, and when. */
@Component({
  selector: 'crm-quote-answer',
  imports: [FormFields, MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="$event.preventDefault(); done()">
      <h2 mat-dialog-title>{{ 'quote.action.' + asked.verb | t }}</h2>
      <mat-dialog-content>
        <p>{{ asked.quote.number }} {{ asked.quote.name }} · <b>{{ formats.money(asked.quote.total, asked.quote.currency) }}</b></p>
        <crm-form-fields [form]="form" [of]="of" [names]="['on', 'note']" [wide]="['on', 'note']" [labelOf]="label" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit">{{ 'quote.action.' + asked.verb | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: 'mat-dialog-content { width: min(400px, 80vw); } p { margin: 0 0 12px; }',
})
class AnswerSheet {
  protected readonly asked = inject<Asked>(MAT_DIALOG_DATA);
  protected readonly formats = inject(Formats);
  private readonly words = inject(Words);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  private readonly dialog = inject(MatDialogRef);
  protected readonly of = Answer;
  protected readonly form = recordForm(Answer, { on: this.formats.today }, (body) => this.send(body));
  protected label = (name: string) => this.words.t(name === 'on' ? 'quote.field.answeredOn' : 'quote.field.answerNote');

  protected async done(): Promise<void> {
    touchAll(this.form);
    await submit(this.form.tree as never).catch(() => false);
  }
  private async send(body: Draft) {
    try {
      this.dialog.close(await this.records.verb(Quote, this.asked.quote, this.asked.verb, body));
      return [];
    } catch (error) {
      const errors = (problemOf(error).errors ?? []).filter(({ pointer }) => ['/on', '/note'].includes(pointer));
      if (errors.length === 0) this.toast.fail(error);
      return errors;
    }
  }
}

/** Opens the sheet in which a quote is accepted or declined. */
@Injectable({ providedIn: 'root' })
export class AnswerDialog {
  private readonly dialog = inject(MatDialog);
  open(quote: Quote, verb: Asked['verb']): void {
    this.dialog.open<AnswerSheet, Asked>(AnswerSheet, { data: { quote, verb } });
  }
}
