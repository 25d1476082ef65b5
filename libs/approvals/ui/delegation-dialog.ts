import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Formats, T, Toast } from '#kernel/ui';
import { RefControl } from '#workbench/ui';
import type { DelegationView } from '#approvals/model';
import { ApprovalsClient } from './approvals-client.ts';

/** Who is asked instead of oneself, and on which days. */
@Component({
  selector: 'crm-delegation-dialog',
  imports: [MatButton, MatDialogModule, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'approval.delegation' | t }}</h2>
    <mat-dialog-content>
      <p>{{ 'approval.delegationSays' | t }}</p>
      <label for="delegation-to">{{ 'approval.delegationTo' | t }}</label><crm-ref-control inputId="delegation-to" to="user" [value]="to()" (valueChange)="to.set($event)" />
      <div><label>{{ 'approval.from' | t }}<input type="date" [value]="from()" (input)="from.set($any($event.target).value)" /></label><label>{{ 'approval.until' | t }}<input type="date" [min]="from()" [value]="until()" (input)="until.set($any($event.target).value)" /></label></div>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      @if (asked) { <button matButton (click)="stay()">{{ 'approval.delegationEnd' | t }}</button> }
      <button matButton mat-dialog-close>{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" [disabled]="!ready()" (click)="save()">{{ 'ui.save' | t }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    p { margin: 0 0 12px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } label { display: grid; gap: 4px; font-size: 13px; } div { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-top: 12px; }
    input { min-width: 0; height: 38px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; }
  `,
})
export class DelegationDialog {
  protected readonly asked = inject<DelegationView | null>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<DelegationDialog, DelegationView | null>>(MatDialogRef);
  private readonly client = inject(ApprovalsClient);
  private readonly toast = inject(Toast);
  private readonly today = inject(Formats).today;
  protected readonly to = signal<string | null>(this.asked?.to.id ?? null);
  protected readonly from = signal(this.asked?.startsOn ?? this.today);
  protected readonly until = signal(this.asked?.endsOn ?? '');
  protected readonly ready = computed(() => this.to() !== null && this.from() !== '' && this.until() >= this.from());

  protected save(): Promise<void> {
    return this.during(() => this.client.delegate({ toId: this.to() ?? '', startsOn: this.from(), endsOn: this.until() }));
  }
  protected stay(): Promise<void> {
    return this.during(async () => {
      await this.client.stay();
      return null;
    });
  }
  private async during(work: () => Promise<DelegationView | null>): Promise<void> {
    try {
      this.dialog.close(await work());
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
