import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { Formats, T } from '#kernel/ui';

/** Asks why a record must not be erased, and until when. */
@Component({
  selector: 'crm-hold-dialog',
  imports: [MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'privacy.holdTitle' | t: { name } }}</h2>
    <mat-dialog-content>
      <p>{{ 'privacy.holdSays' | t }}</p>
      <label>{{ 'privacy.holdReason' | t }}<input maxlength="300" autocomplete="off" [value]="reason()" (input)="reason.set($any($event.target).value)" cdkFocusInitial /></label>
      <label>{{ 'privacy.until' | t }}<input type="date" [min]="formats.today" [value]="until()" (input)="until.set($any($event.target).value)" /></label>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton mat-dialog-close>{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" [mat-dialog-close]="{ reason: reason().trim(), until: until() }" [disabled]="!reason().trim() || !until()">{{ 'ui.save' | t }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    p { margin: 0; font-size: 13px; color: var(--mat-sys-on-surface-variant); } label { display: grid; gap: 4px; margin-top: 12px; font-size: 13px; }
    input { height: 36px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; }
  `,
})
export class HoldDialog {
  protected readonly name = inject<string>(MAT_DIALOG_DATA);
  protected readonly formats = inject(Formats);
  protected readonly reason = signal('');
  protected readonly until = signal('');
}
