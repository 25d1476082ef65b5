import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { BackupRetention, type ScheduleView } from '#backups/model';
import { Formats, Session, T, Toast, Words } from '#kernel/ui';
import { Confirm, StatusChip, VerbDialog } from '#workbench/ui';
import { BackupsClient } from './backups-client.ts';
import { PRESETS, ScheduleDialog } from './schedule-dialog.ts';

/** When backups are made, and how long they are kept. */
@Component({
  selector: 'crm-backup-schedule',
  imports: [MatButton, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="head"><h2>{{ 'backup.schedule' | t }}</h2>@if (may()) { <button matButton="outlined" (click)="edit(null)">{{ 'backup.addSchedule' | t }}</button> }</div>
    <p class="quiet">{{ 'backup.scheduleHint' | t: { zone } }}</p>
    <ul>
      @for (one of own(); track one.id) {
        <li>
          <div class="what">
            <div class="name"><b>{{ said(one) }}</b>@if (!one.enabled) { <crm-status-chip tone="neutral">{{ 'backup.off' | t }}</crm-status-chip> }</div>
            <span class="quiet">@if (one.zone) { {{ one.zone }} · } {{ 'backup.nextTimes' | t: { times: times(one) } }}</span>
          </div>
          @if (may()) { <div class="does"><button matButton (click)="edit(one)">{{ 'backup.editSchedule' | t }}</button><button matButton (click)="remove(one)">{{ 'backup.removeSchedule' | t }}</button></div> }
        </li>
      }
    </ul>
    <div class="head keep"><h2>{{ 'backup.retention' | t }}</h2>@if (may()) { <button matButton="outlined" (click)="keep()">{{ 'backup.change' | t }}</button> }</div>
    <p class="quiet">{{ 'backup.retentionSays' | t: { daily: retention().daily, weekly: retention().weekly, monthly: retention().monthly, floor: retention().floor } }}</p>
  `,
  styleUrl: './card.scss',
  styles: '.name { display: flex; gap: 8px; align-items: center; } .keep { margin-top: 16px; }',
})
export class ScheduleCard {
  readonly schedules = input.required<readonly ScheduleView[]>();
  readonly retention = input.required<BackupRetention>();
  readonly may = input.required<boolean>();
  readonly changed = output();
  private readonly dialog = inject(MatDialog);
  private readonly verbs = inject(VerbDialog);
  private readonly confirm = inject(Confirm);
  private readonly client = inject(BackupsClient);
  private readonly words = inject(Words);
  private readonly toast = inject(Toast);
  private readonly formats = inject(Formats);
  protected readonly zone = inject(Session).me()?.workspace.timeZone ?? '';

  protected own = () => this.schedules().filter(({ kind }) => kind === 'backup');
  protected said({ cron }: ScheduleView): string {
    const preset = PRESETS.find((one) => one.cron === cron);
    return preset ? this.words.t(`backup.preset.${preset.key}`) : cron;
  }
  protected times = ({ next }: ScheduleView) => next.map((one) => this.formats.exactly(one)).join(this.words.chinese() ? '；' : '; ');

  protected async edit(schedule: ScheduleView | null): Promise<void> {
    if (await firstValueFrom(this.dialog.open<ScheduleDialog, ScheduleView | null, boolean>(ScheduleDialog, { data: schedule, maxWidth: 560 }).afterClosed())) this.changed.emit();
  }
  protected async remove({ id }: ScheduleView): Promise<void> {
    if (!(await this.confirm.ask('backup.removeScheduleQuestion', 'backup.removeSchedule'))) return;
    await this.client.attempt('DELETE', `/schedules/${id}`, null, 'backup.saved');
    this.changed.emit();
  }
  protected async keep(): Promise<void> {
    const names = ['daily', 'weekly', 'monthly', 'floor'];
    const done = await this.verbs.open({
      title: 'backup.retentionTitle', yes: 'ui.save', of: BackupRetention, names, start: { ...this.retention() }, labels: Object.fromEntries(names.map((name) => [name, `backup.field.${name}`])),
      send: (body) => this.client.send('PUT', '/retention', body),
    }); // prettier-ignore
    if (!done) return;
    this.toast.show('backup.saved');
    this.changed.emit();
  }
}
