import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { LEAST_DAYS } from '#audit/model';
import { Formats, Icon, Session, T, Toast, Words } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { AuditClient } from './audit-client.ts';

/** Whether the chain is as it was written, and how long it is kept. */
@Component({
  selector: 'crm-audit-integrity',
  imports: [Icon, MatButton, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (state.value(); as now) {
      <p aria-live="polite">
        @if (busy()) { <crm-status-chip tone="info">{{ 'audit.verifying' | t }}</crm-status-chip> }
        @else if (now.verdict; as verdict) {
          @if (verdict.whole) { <crm-status-chip tone="success">{{ 'audit.whole' | t: { at: formats.moment(verdict.at), n: formats.number(verdict.rows) } }}</crm-status-chip> }
          @else { <crm-status-chip tone="danger">{{ 'audit.broken' | t: { seq: verdict.first?.seq, fault: fault() } }}</crm-status-chip> }
        } @else { <crm-status-chip tone="warning">{{ 'audit.never' | t }}</crm-status-chip> }
        @for (one of notes(); track one) { <span>{{ one }}</span> }
      </p>
      <div>
        @if (keeping()) {
          <form (submit)="keep($event, days.value)">
            <label>{{ 'audit.keepFor' | t }} <input #days type="number" [min]="least" max="36500" [value]="now.retentionDays" [title]="'audit.least' | t" required /></label>
            <button matButton="filled" type="submit">{{ 'ui.save' | t }}</button><button matButton type="button" (click)="keeping.set(false)">{{ 'ui.cancel' | t }}</button>
          </form>
        } @else {
          <span class="kept">{{ 'audit.kept' | t: { n: now.retentionDays } }}</span>
          @if (session.can('audit.manage')) { <button matButton (click)="keeping.set(true)" [attr.aria-label]="'audit.keepFor' | t">{{ 'ui.change' | t }}</button> }
          <button matButton="outlined" (click)="verify()" [disabled]="busy()"><crm-icon name="check" /> {{ 'audit.verifyNow' | t }}</button>
        }
      </div>
    }
  `,
  styles: `
    :host { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 16px; min-height: 52px; padding: 8px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); }
    p, div, form { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; margin: 0; } span { font-size: 13px; color: var(--mat-sys-on-surface-variant); } crm-status-chip { height: auto; min-height: 22px; white-space: normal; }
    label { font-size: 13px; color: var(--mat-sys-on-surface-variant); } input { width: 88px; height: 34px; padding: 0 8px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: inherit; font: inherit; }
  `,
})
export class AuditIntegrity {
  private readonly client = inject(AuditClient);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly least = LEAST_DAYS;
  protected readonly state = resource({ loader: () => this.client.state() });
  protected readonly verifying = signal(false);
  protected readonly keeping = signal(false);
  protected readonly busy = computed(() => this.verifying() || (this.state.value()?.running ?? false));
  protected readonly fault = computed(() => this.words.t(`audit.fault.${this.state.value()?.verdict?.first?.fault ?? 'changed'}`));
  protected readonly notes = computed(() => {
    const verdict = this.state.value()?.verdict;
    if (!verdict) return [];
    const { checkpoint, gap, pending, removed } = verdict;
    return [
      checkpoint ? this.words.t('audit.checkpoint', { seq: this.formats.number(checkpoint.seq), at: this.formats.moment(checkpoint.at) }) : this.words.t('audit.noCheckpoint'),
      ...(gap > 0 ? [this.words.t('audit.gap', { n: gap })] : []), ...(pending > 0 ? [this.words.t('audit.pending', { n: pending })] : []),
      ...(removed ? [this.words.t('audit.removed', { rows: this.formats.number(removed.rows) })] : []),
    ]; // prettier-ignore
  });

  protected async verify(): Promise<void> {
    this.verifying.set(true);
    await this.attempt(async () => this.state.set(await this.client.verify()));
    this.verifying.set(false);
  }
  protected keep(event: Event, days: string): Promise<void> {
    event.preventDefault();
    return this.attempt(async () => {
      const now = await this.client.keepFor(Number(days));
      this.state.set(now);
      this.keeping.set(false);
      this.toast.show('audit.keepSaved', { n: now.retentionDays });
    });
  }
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
