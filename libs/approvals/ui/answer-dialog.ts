import { ChangeDetectionStrategy, Component, computed, inject, Injectable, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { T } from '#kernel/ui';
import { RefControl } from '#workbench/ui';

/** What a dialog asks for, and what its answer is sent as. */
export interface Question {
  readonly action: string;
  /** Whether a word is needed, possible, or out of place. */
  readonly comment: 'needed' | 'possible' | 'none';
  readonly person?: boolean;
  readonly place?: boolean;
  readonly returns?: readonly { readonly id: string; readonly name: string }[];
}

/** Asks for the person, the step or the reason that an action needs. */
@Component({
  selector: 'crm-answer-dialog',
  imports: [MatButton, MatDialogModule, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'approval.ask.' + asked.action | t }}</h2>
    <mat-dialog-content>
      @if (asked.person) { <label for="approval-person">{{ 'approval.person' | t }}</label><crm-ref-control inputId="approval-person" to="user" [value]="person()" (valueChange)="person.set($event)" /> }
      @if (asked.place) { <fieldset><legend>{{ 'approval.place' | t }}</legend>@for (one of places; track one) { <label class="row"><input type="radio" name="place" [value]="one" [checked]="place() === one" (change)="place.set(one)" />{{ 'approval.place-' + one | t }}</label> }</fieldset> }
      @if (asked.returns; as steps) { <label for="approval-step">{{ 'approval.returnTo' | t }}</label><select id="approval-step" (change)="step.set($any($event.target).value)"><option value="">{{ 'approval.toSubmitter' | t }}</option>@for (one of steps; track one.id) { <option [value]="one.id">{{ one.name }}</option> }</select> }
      @if (asked.comment !== 'none') { <label for="approval-comment">{{ (asked.comment === 'needed' ? 'approval.reason' : 'approval.comment') | t }}</label><textarea id="approval-comment" rows="3" maxlength="1000" [value]="comment()" (input)="comment.set($any($event.target).value)" [attr.cdkFocusInitial]="asked.person ? null : ''" (keydown.control.enter)="ready() && dialog.close(answer())"></textarea> }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton mat-dialog-close>{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" type="button" [mat-dialog-close]="answer()" [disabled]="!ready()">{{ 'approval.do.' + asked.action | t }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content { display: grid; gap: 6px; width: min(420px, 80vw); padding-bottom: 4px; } label, legend { font-size: 13px; color: var(--mat-sys-on-surface-variant); } fieldset { margin: 4px 0; padding: 0; border: 0; } .row { display: flex; align-items: center; gap: 8px; min-height: 32px; color: var(--mat-sys-on-surface); }
    textarea, select { padding: 8px 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; } textarea { resize: vertical; } select { height: 40px; }
  `,
})
class AnswerForm {
  protected readonly asked = inject<Question>(MAT_DIALOG_DATA);
  protected readonly dialog = inject<MatDialogRef<AnswerForm, object>>(MatDialogRef);
  protected readonly places = ['before', 'after'] as const;
  protected readonly person = signal<string | null>(null);
  protected readonly place = signal<'before' | 'after'>('before');
  protected readonly step = signal('');
  protected readonly comment = signal('');
  protected readonly ready = computed(() => (!this.asked.person || this.person() !== null) && (this.asked.comment !== 'needed' || this.comment().trim() !== ''));
  protected readonly answer = computed(() => ({
    ...(this.asked.comment === 'none' ? {} : { comment: this.comment().trim() || null }), ...(this.asked.person ? (this.asked.action === 'copy' ? { people: [this.person()] } : { userId: this.person() }) : {}),
    ...(this.asked.place ? { place: this.place() } : {}), ...(this.asked.returns ? { stepId: this.step() || null } : {}),
  })); // prettier-ignore
}

/** Opens the dialog of an action; null when it was closed. */
@Injectable({ providedIn: 'root' })
export class AnswerDialog {
  private readonly dialog = inject(MatDialog);

  async ask(question: Question): Promise<object | null> {
    return (await firstValueFrom(this.dialog.open<AnswerForm, Question, object>(AnswerForm, { data: question }).afterClosed())) ?? null;
  }
}
