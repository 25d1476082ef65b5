import { ChangeDetectionStrategy, Component, computed, inject, Injectable, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { BulkClient, type BulkAsked, type BulkState } from './bulk-client.ts';
import { Formats, Icon, Problems, Toast, T } from '#kernel/ui';
import { handOver } from './hand-over.ts';
import { Records } from './records.ts';

/** How far work over many records is, and what was refused. Closes by itself when nothing was. */
@Component({
  selector: 'crm-bulk-progress',
  imports: [Icon, MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'bulk.title.' + now().action | t }}</h2>
    <mat-dialog-content aria-live="polite">
      <p><b>{{ 'bulk.state.' + now().state | t }}</b> {{ formats.number(worked()) }} / {{ formats.number(now().total) }}</p>
      @if (moving()) { <progress [value]="worked()" [max]="now().total || 1" [attr.aria-label]="'bulk.state.' + now().state | t"></progress> }
      @if (now().report.kept > 0) { <p>{{ 'bulk.kept' | t: { n: formats.number(now().report.kept) } }}</p> }
      @if (now().report.failed > 0) { <p class="bad">{{ 'bulk.failed' | t: { n: formats.number(now().report.failed) } }}</p> }
      <ul>@for (reason of now().report.reasons; track reason.code) { <li>{{ problems.sentence(reason.code) }} <b>{{ formats.number(reason.count) }}</b> <span>{{ reason.names.join(' · ') }}</span></li> }</ul>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      @if (!moving() && now().total > 0) { <button matButton (click)="download()"><crm-icon name="download" />{{ 'bulk.results' | t }}</button> }
      @if (now().state === 'collecting' || now().state === 'running') { <button matButton (click)="step('cancel')">{{ 'ui.cancel' | t }}</button> }
      @if ((now().state === 'done' || now().state === 'cancelled') && now().report.done > 0) { <button matButton (click)="step('undo')">{{ 'ui.undo' | t }}</button> }
      <button matButton="filled" [mat-dialog-close]="now()">{{ (moving() ? 'bulk.background' : 'ui.close') | t }}</button>
    </mat-dialog-actions>
  `,
  styles: 'mat-dialog-content { width: min(440px, 80vw); } p { margin: 0 0 8px; } progress { width: 100%; accent-color: var(--mat-sys-primary); } .bad { color: var(--mat-sys-error); } ul { margin: 0; padding-inline-start: 20px; } span { color: var(--mat-sys-on-surface-variant); }',
})
class BulkProgress {
  private readonly client = inject(BulkClient);
  private readonly dialog = inject<MatDialogRef<BulkProgress, BulkState>>(MatDialogRef);
  private readonly toast = inject(Toast);
  protected readonly formats = inject(Formats);
  protected readonly problems = inject(Problems);
  protected readonly now = signal(inject<BulkState>(MAT_DIALOG_DATA));
  protected readonly worked = computed(() => this.now().report.done + this.now().report.failed);
  protected readonly moving = computed(() => ['collecting', 'running', 'undoing'].includes(this.now().state));

  constructor() {
    void this.follow(true);
  }
  protected async step(step: 'undo' | 'cancel'): Promise<void> {
    try {
      this.now.set(await this.client.step(this.now().id, step));
      await this.follow(false);
    } catch (error) {
      this.toast.fail(error);
    }
  }
  protected async download(): Promise<void> {
    try {
      handOver(await this.client.results(this.now().id), `${this.now().action}.csv`);
    } catch (error) {
      this.toast.fail(error);
    }
  }
  private async follow(leave: boolean): Promise<void> {
    try {
      const end = await this.client.follow(this.now().id, (now) => this.now.set(now));
      if (leave && end.state === 'done' && end.report.failed === 0) this.dialog.close(end);
    } catch (error) {
      this.toast.fail(error);
    }
  }
}

/** Does one thing with many records and shows how it goes; six seconds to take it all back. */
@Injectable({ providedIn: 'root' })
export class BulkWork {
  private readonly client = inject(BulkClient);
  private readonly dialog = inject(MatDialog);
  private readonly toast = inject(Toast);
  private readonly records = inject(Records);

  /** Resolves when it is over, or goes on in the background. `changed` is told of everything that moved. */
  async run(asked: BulkAsked, changed: () => void): Promise<void> {
    try {
      const started = await this.client.start(asked);
      const seen = await firstValueFrom(this.dialog.open<BulkProgress, BulkState, BulkState>(BulkProgress, { data: started, disableClose: true }).afterClosed());
      this.tell(changed);
      const left = seen !== undefined && ['collecting', 'running', 'undoing'].includes(seen.state);
      const end = left ? await this.client.follow(started.id, () => undefined) : seen;
      if (left) this.tell(changed);
      if (end?.state !== 'done' || (end.report.failed > 0 && !left) || end.report.done + end.report.failed === 0) return;
      this.toast.show(this.word(asked, end), { n: end.report.done, failed: end.report.failed }, () => void this.undo(end.id, changed));
    } catch (error) {
      this.toast.fail(error);
    }
  }
  private async undo(id: string, changed: () => void): Promise<void> {
    try {
      await this.client.step(id, 'undo');
      const { report } = await this.client.follow(id, () => undefined);
      this.tell(changed);
      if (report.kept > 0) this.toast.show('bulk.kept', { n: report.kept });
    } catch (error) {
      this.toast.fail(error);
    }
  }
  private word({ action }: BulkAsked, { report }: BulkState): string {
    if (report.failed > 0) return 'bulk.doneInPart';
    return action === 'delete' ? 'ui.deletedMany' : 'bulk.done';
  }
  private tell(changed: () => void): void {
    this.records.changes.update((n) => n + 1);
    changed();
  }
}
