import { ChangeDetectionStrategy, Component, inject, Injectable } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { T } from '#kernel/ui';

interface Question {
  readonly question: string;
  readonly yes: string;
  readonly params: Record<string, unknown>;
}

@Component({
  selector: 'crm-confirm',
  imports: [MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <mat-dialog-content>{{ asked.question | t: asked.params }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton [mat-dialog-close]="false">{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" [mat-dialog-close]="true" cdkFocusInitial>{{ asked.yes | t }}</button>
    </mat-dialog-actions>
  `,
})
class ConfirmDialog {
  protected readonly asked = inject<Question>(MAT_DIALOG_DATA);
}

/** Asks before what cannot be undone. */
@Injectable({ providedIn: 'root' })
export class Confirm {
  private readonly dialog = inject(MatDialog);

  async ask(question: string, yes: string, params: Record<string, unknown> = {}): Promise<boolean> {
    const data: Question = { question, yes, params };
    return (await firstValueFrom(this.dialog.open<ConfirmDialog, Question, boolean>(ConfirmDialog, { data, maxWidth: 420 }).afterClosed())) ?? false;
  }
}
