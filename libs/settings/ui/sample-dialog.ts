import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { T } from '#kernel/ui';

/** What happens to sample records that people changed. */
export type SampleChoice = 'keep' | 'remove';

/** Says what goes and what stays before the sample company is removed. */
@Component({
  selector: 'crm-sample-dialog',
  imports: [MatButton, MatCheckbox, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'sample.removeTitle' | t }}</h2>
    <mat-dialog-content>
      <p>{{ 'sample.removeQuestion' | t: { n: standing.records } }}</p>
      @if (standing.edited > 0) { <mat-checkbox [checked]="keep()" (change)="keep.set($event.checked)">{{ 'sample.keepEdited' | t: { n: standing.edited } }}</mat-checkbox> }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton mat-dialog-close>{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" [mat-dialog-close]="keep() ? 'keep' : 'remove'" cdkFocusInitial>{{ 'sample.remove' | t }}</button>
    </mat-dialog-actions>
  `,
  styles: 'p { margin: 0 0 8px; }',
})
export class SampleDialog {
  protected readonly standing = inject<{ records: number; edited: number }>(MAT_DIALOG_DATA);
  protected readonly keep = signal(true);
}
