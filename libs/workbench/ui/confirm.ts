import { ChangeDetectionStrategy, Component, inject, Injectable, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { T } from '#kernel/ui';

interface Question {
  readonly question: string;
  readonly yes: string;
  readonly params: Record<string, unknown>;
  /** What has to be typed before the answer can be yes. */
  readonly typed: string;
}

@Component({
  selector: 'crm-confirm',
  imports: [MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <mat-dialog-content>
      {{ asked.question | t: asked.params }}
      @if (asked.typed) { <label>{{ 'ui.typeToConfirm' | t: { text: asked.typed } }}<input autocomplete="off" [value]="typed()" (input)="typed.set($any($event.target).value.trim())" cdkFocusInitial /></label> }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton [mat-dialog-close]="false">{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" [mat-dialog-close]="true" [disabled]="typed() !== asked.typed" cdkFocusInitial>{{ asked.yes | t }}</button>
    </mat-dialog-actions>
  `,
  styles: 'label { display: grid; gap: 4px; margin-top: 12px; font-size: 12px; } input { height: 36px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; }',
})
class ConfirmDialog {
  protected readonly asked = inject<Question>(MAT_DIALOG_DATA);
  protected readonly typed = signal('');
}

/** Asks before what cannot be undone. */
@Injectable({ providedIn: 'root' })
export class Confirm {
  private readonly dialog = inject(MatDialog);

  async ask(question: string, yes: string, params: Record<string, unknown> = {}, typed = ''): Promise<boolean> {
    const data: Question = { question, yes, params, typed };
    return (await firstValueFrom(this.dialog.open<ConfirmDialog, Question, boolean>(ConfirmDialog, { data, maxWidth: 420 }).afterClosed())) ?? false;
  }
}
