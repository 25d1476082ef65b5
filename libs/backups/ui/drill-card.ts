import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, effect, inject, input, output, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { BackupsView, Restoration } from '#backups/model';
import { Formats, Icon, Session, T } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { BackupsClient } from './backups-client.ts';
import { RestorationProgress } from './restoration-progress.ts';

/** The last drill: when, how long a restore takes, what was checked, and a button to run one now. */
@Component({
  selector: 'crm-drill-card',
  imports: [Icon, MatButton, RestorationProgress, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrls: ['./card.scss', './drill-card.scss'],
  templateUrl: './drill-card.html',
})
export class DrillCard {
  readonly view = input.required<BackupsView>();
  readonly changed = output();
  private readonly session = inject(Session);
  protected readonly client = inject(BackupsClient);
  protected readonly formats = inject(Formats);
  protected readonly state = httpResource<{ items: Restoration[]; canOpen: boolean }>(() => '/api/v1/backups/restorations');
  private readonly items = computed(() => (this.state.hasValue() ? this.state.value().items : []));
  protected readonly running = computed(() => this.items().find(({ state }) => state === 'running') ?? null);
  protected readonly last = computed(() => this.items().find(({ kind, state }) => kind === 'drill' && state !== 'running') ?? null);
  protected readonly lastGood = computed(() => this.items().find(({ kind, state }) => kind === 'drill' && state === 'good') ?? null);
  protected readonly canOpen = computed(() => !this.state.hasValue() || this.state.value().canOpen);
  protected readonly mayRun = computed(() => this.session.can('backup.run'));
  protected readonly mayRestore = computed(() => this.session.can('backup.restore'));

  constructor() {
    let first = true;
    // Whether drills are possible, and what was drilled, changes with what the page shows.
    effect(() => {
      this.view();
      if (!first) untracked(() => this.state.reload());
      first = false;
    });
    let was = false;
    const timer = setInterval(() => {
      const now = this.running() !== null;
      if (now || was) this.state.reload();
      if (was && !now) this.changed.emit();
      was = now;
    }, 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected async run(): Promise<void> {
    await this.client.attempt('POST', '/drills', {}, 'restoration.started');
    this.state.reload();
  }
}
