import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { BackupsView, BackupView } from '#backups/model';
import { Formats, Icon, Session, T, Words } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { BackupsClient } from './backups-client.ts';
import { DrillCard } from './drill-card.ts';
import { KeysCard } from './keys-card.ts';
import { RunsCard } from './runs-card.ts';
import { ScheduleCard } from './schedule-card.ts';
import { TargetsCard } from './targets-card.ts';

/** Seconds between looks while nothing runs. */
const IDLE = 10;

/** How backups stand, a button to make one, the runs, and everything they need. */
@Component({
  selector: 'crm-backups-page',
  imports: [DrillCard, Icon, KeysCard, MatButton, RouterLink, RunsCard, ScheduleCard, StatusChip, T, TargetsCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './backups-page.html',
  styleUrl: './backups-page.scss',
})
export class BackupsPage {
  private readonly session = inject(Session);
  private readonly words = inject(Words);
  private readonly client = inject(BackupsClient);
  protected readonly formats = inject(Formats);
  protected readonly state = httpResource<BackupsView>(() => '/api/v1/backups');
  protected readonly view = computed(() => (this.state.hasValue() ? this.state.value() : null));
  protected readonly mayRun = computed(() => this.session.can('backup.run'));
  protected readonly mayConfigure = computed(() => this.session.can('backup.configure'));
  protected readonly mayRestore = computed(() => this.session.can('backup.restore'));
  protected readonly places = computed(() => (this.view()?.targets ?? []).filter(({ enabled }) => enabled).map(({ name }) => name).join(', ')); // prettier-ignore

  constructor() {
    let beat = 0;
    // A run may start by its schedule while somebody looks on.
    const timer = setInterval(() => (this.view()?.running || ++beat % IDLE === 0) && this.state.reload(), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected size = (bytes: number) => this.client.size(bytes);
  protected took = (backup: BackupView) => this.client.took(backup);
  protected phase({ phase, done, total }: BackupView): string {
    const text = this.words.t(`backup.phase.${phase}`);
    if (phase === 'check' || total <= 1) return `${text} …`;
    return phase === 'files' ? `${text}: ${this.formats.number(done)} / ${this.formats.number(total)}` : `${text}: ${this.size(done)}`;
  }
  protected async run(): Promise<void> {
    await this.client.attempt('POST', '', null, 'backup.started');
    this.state.reload();
  }
}
