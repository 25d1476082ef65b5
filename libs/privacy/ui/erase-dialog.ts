import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { T } from '#kernel/ui';
import { ERASE_REASONS, type EraseReason, type PrivacyReport } from '#privacy/model';
import { PrivacyReportView } from './privacy-report.ts';

/** What is sent to erase somebody. */
export interface Erasing {
  readonly reason: EraseReason;
  readonly reference: string | null;
  readonly confirm: string;
}

/** Says what goes and what stays; the name has to be typed before anything happens. */
@Component({
  selector: 'crm-erase-dialog',
  imports: [MatButton, MatDialogModule, PrivacyReportView, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'privacy.eraseTitle' | t: { name: asked.name } }}</h2>
    <mat-dialog-content>
      <h3>{{ 'privacy.eraseGoes' | t }}</h3><p>{{ 'privacy.eraseGoesSays' | t }}</p>
      <crm-privacy-report [report]="asked.report" />
      <h3>{{ 'privacy.eraseStays' | t }}</h3><p>{{ 'privacy.eraseStaysSays' | t }}</p>
      <label>{{ 'privacy.reason' | t }}<select [value]="reason()" (change)="reason.set($any($event.target).value)">@for (one of reasons; track one) { <option [value]="one">{{ 'privacy.reasons.' + one | t }}</option> }</select></label>
      <label>{{ 'privacy.reference' | t }}<input maxlength="60" autocomplete="off" [value]="reference()" (input)="reference.set($any($event.target).value)" /><small>{{ 'privacy.referenceSays' | t }}</small></label>
      <label>{{ 'privacy.confirmBy' | t: { text: asked.name } }}<input autocomplete="off" [value]="typed()" (input)="typed.set($any($event.target).value)" /></label>
      <p class="final" role="note">{{ 'privacy.eraseFinal' | t }}</p>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton mat-dialog-close>{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" class="danger" [mat-dialog-close]="answer()" [disabled]="typed().trim() !== asked.name.trim()">{{ 'privacy.eraseNow' | t }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    h3 { margin: 12px 0 2px; font-size: 13px; font-weight: 600; } p { margin: 0 0 8px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } .final { color: var(--mat-sys-error); margin: 12px 0 0; }
    label { display: grid; gap: 4px; margin-top: 12px; font-size: 13px; } small { color: var(--mat-sys-on-surface-variant); font-size: 12px; }
    input, select { height: 36px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; }
    .danger:not(:disabled) { --mat-button-filled-container-color: var(--mat-sys-error); --mat-button-filled-label-text-color: var(--mat-sys-on-error); }
  `,
})
export class EraseDialog {
  protected readonly asked = inject<{ name: string; report: PrivacyReport }>(MAT_DIALOG_DATA);
  protected readonly reasons = ERASE_REASONS;
  protected readonly reason = signal<EraseReason>('request');
  protected readonly reference = signal('');
  protected readonly typed = signal('');
  protected readonly answer = computed((): Erasing => ({ reason: this.reason(), reference: this.reference().trim() || null, confirm: this.typed() }));
}
