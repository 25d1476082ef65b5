import { ChangeDetectionStrategy, Component, inject, Injectable } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { submit } from '@angular/forms/signals';
import { firstValueFrom } from 'rxjs';
import { Formats, problemOf, recordForm, T, Toast, touchAll, Words, type Draft } from '#kernel/ui';
import { FormFields, Records } from '#workbench/ui';
import { Lose, Opportunity, Win } from '#opportunities/model';

export type Ending = 'win' | 'lose' | 'invalidate';
interface Closing {
  readonly deal: Opportunity;
  readonly ending: Ending;
}

/** The closing sheet: when, and why when it was not won. */
@Component({
  selector: 'crm-closing',
  imports: [FormFields, MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="$event.preventDefault(); close()">
      <h2 mat-dialog-title>{{ 'opportunity.close.' + asked.ending | t }}</h2>
      <mat-dialog-content>
        <p>{{ asked.deal.name }} @if (asked.deal.amount !== null) { · <b>{{ formats.money(asked.deal.amount, asked.deal.currency) }}</b> }</p>
        <crm-form-fields [form]="form" [of]="of" [names]="names" [wide]="names" [labelOf]="label" [words]="opportunity" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit">{{ 'opportunity.action.' + asked.ending | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: 'mat-dialog-content { width: min(400px, 80vw); } p { margin: 0 0 12px; }',
})
class ClosingSheet {
  protected readonly asked = inject<Closing>(MAT_DIALOG_DATA);
  protected readonly formats = inject(Formats);
  protected readonly opportunity = Opportunity;
  private readonly words = inject(Words);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  private readonly dialog = inject(MatDialogRef);
  protected readonly of = this.asked.ending === 'win' ? Win : Lose;
  protected readonly names = { win: ['closedOn', 'note'], lose: ['reason', 'competitorId', 'closedOn', 'note'], invalidate: ['reason', 'closedOn', 'note'] }[this.asked.ending];
  protected readonly form = recordForm(this.of, { closedOn: this.formats.today, competitorId: this.asked.deal.competitorId }, (body) => this.send(body));
  protected label = (name: string) => this.words.t(`opportunity.close.${name === 'closedOn' ? 'on' : name}`);

  protected async close(): Promise<void> {
    touchAll(this.form);
    await submit(this.form.tree as never).catch(() => false);
  }
  private async send(body: Draft) {
    const { deal, ending } = this.asked;
    try {
      this.dialog.close(await this.records.verb(Opportunity, deal, ending, body));
      return [];
    } catch (error) {
      const errors = problemOf(error).errors?.filter(({ pointer }) => this.names.includes(pointer.slice(1))) ?? [];
      if (errors.length === 0) this.toast.fail(error);
      return errors.length > 0 ? errors : [{ pointer: '/note', code: problemOf(error).code }];
    }
  }
}

/** Opens the closing sheet; answers the closed deal, or null. */
@Injectable({ providedIn: 'root' })
export class ClosingDialog {
  private readonly dialog = inject(MatDialog);
  async open(deal: Opportunity, ending: Ending): Promise<Opportunity | null> {
    const data: Closing = { deal, ending };
    return (await firstValueFrom(this.dialog.open<ClosingSheet, Closing, Opportunity>(ClosingSheet, { data }).afterClosed())) ?? null;
  }
}
