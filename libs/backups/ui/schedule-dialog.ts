import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { ScheduleView } from '#backups/model';
import { Formats, problemOf, Problems, Session, T } from '#kernel/ui';
import { BackupsClient } from './backups-client.ts';

/** Times people ask for most. */
export const PRESETS = [
  { key: 'daily', cron: '0 2 * * *' }, { key: 'twice', cron: '0 0,12 * * *' }, { key: 'hourly', cron: '0 * * * *' }, { key: 'weekly', cron: '0 3 * * 0' },
] as const; // prettier-ignore

/** When backups are made: a usual time or one's own, with the next three times it will be. */
@Component({
  selector: 'crm-backup-schedule-dialog',
  imports: [MatButton, MatCheckbox, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="$event.preventDefault(); save()">
      <h2 mat-dialog-title>{{ 'backup.schedule' | t }}</h2>
      <mat-dialog-content>
        @if (failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
        <label>{{ 'backup.schedule' | t }}
          <select (change)="choose($any($event.target).value)">
            @for (one of presets; track one.key) { <option [value]="one.cron" [selected]="!own() && cron() === one.cron">{{ 'backup.preset.' + one.key | t }}</option> }
            <option value="" [selected]="own()">{{ 'backup.preset.own' | t }}</option>
          </select>
        </label>
        @if (own()) { <label>{{ 'backup.cronForm' | t }}<input [value]="cron()" autocomplete="off" spellcheck="false" (input)="cron.set($any($event.target).value)" /></label> }
        <label>{{ 'backup.zone' | t }}
          <select (change)="zone.set($any($event.target).value)">
            <option value="" [selected]="zone() === ''">{{ 'backup.workspaceZone' | t }} ({{ workspaceZone }})</option>
            @for (one of zones; track one) { <option [value]="one" [selected]="zone() === one">{{ one }}</option> }
          </select>
        </label>
        <mat-checkbox [checked]="enabled()" (change)="enabled.set($event.checked)">{{ 'backup.on' | t }}</mat-checkbox>
        <p class="quiet" [class.failure]="said() !== null" aria-live="polite">@if (said(); as text) { {{ text }} } @else { {{ 'backup.nextTimes' | t: { times: times() } }} }</p>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit" [disabled]="said() !== null">{{ 'ui.save' | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './dialog.scss',
  styles: 'mat-dialog-content { width: min(440px, 80vw); } p[aria-live] { min-height: 40px; }',
})
export class ScheduleDialog {
  private readonly schedule = inject<ScheduleView | null>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<ScheduleDialog, boolean>>(MatDialogRef);
  private readonly client = inject(BackupsClient);
  private readonly formats = inject(Formats);
  private readonly problems = inject(Problems);
  protected readonly workspaceZone = inject(Session).me()?.workspace.timeZone ?? '';
  protected readonly zones = Intl.supportedValuesOf('timeZone');
  protected readonly presets = PRESETS;
  protected readonly cron = signal(this.schedule?.cron ?? PRESETS[0].cron);
  protected readonly zone = signal(this.schedule?.zone ?? '');
  protected readonly enabled = signal(this.schedule?.enabled ?? true);
  protected readonly own = signal(!PRESETS.some(({ cron }) => cron === this.cron()));
  protected readonly failure = signal<string | null>(null);

  private readonly next = resource({
    params: () => ({ cron: this.cron(), zone: this.zone() || null }),
    loader: ({ params }) => this.client.send<{ next: string[] }>('POST', '/schedules/next', params).then(({ next }) => ({ next, fault: null as string | null }), (error: unknown) => ({ next: [] as string[], fault: this.told(error) })), // prettier-ignore
  });
  protected readonly said = computed(() => (this.next.hasValue() ? this.next.value().fault : null));
  protected readonly times = computed(() => (this.next.hasValue() ? this.next.value().next.map((one) => this.formats.exactly(one)).join('; ') : '…'));

  /** What is wrong with the field, where the server said so. */
  private told(error: unknown): string {
    const [fault] = problemOf(error).errors ?? [];
    return fault ? this.problems.sentence(fault.code, fault.params) : this.problems.say(error);
  }
  protected choose(cron: string): void {
    this.own.set(cron === '');
    if (cron) this.cron.set(cron);
  }
  protected async save(): Promise<void> {
    const body = { cron: this.cron(), zone: this.zone() || null, enabled: this.enabled() };
    try {
      await (this.schedule ? this.client.send('PUT', `/schedules/${this.schedule.id}`, body) : this.client.send('POST', '/schedules', body));
      this.dialog.close(true);
    } catch (error) {
      this.failure.set(this.problems.say(error));
    }
  }
}
