import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Restoration, RestorePoint, RestorePoints, TableCompared } from '#backups/model';
import { Formats, Icon, T, Words } from '#kernel/ui';
import { Confirm, StatusChip } from '#workbench/ui';
import { BackupsClient } from './backups-client.ts';
import { RestorationProgress } from './restoration-progress.ts';

const STEPS = ['choose', 'restore', 'compare', 'switch'] as const;
/** The program is gone for about half a minute. */
const AGAIN_MS = 3000;

/** A restore, step by step: choose a backup, restore it beside, compare, and switch with a typed confirmation. */
@Component({
  selector: 'crm-restore-page',
  imports: [Icon, MatButton, RestorationProgress, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './restore-page.html',
  styleUrl: './restore-page.scss',
})
export class RestorePage {
  private readonly words = inject(Words);
  private readonly confirm = inject(Confirm);
  protected readonly client = inject(BackupsClient);
  protected readonly formats = inject(Formats);
  protected readonly steps = STEPS;
  protected readonly points = httpResource<RestorePoints>(() => '/api/v1/backups/restore-points');
  protected readonly all = httpResource<{ items: Restoration[]; canOpen: boolean }>(() => '/api/v1/backups/restorations');
  /** The restore that is gone on with: the running one, or the latest that was kept. */
  protected readonly current = computed(() => {
    const items = this.all.hasValue() ? this.all.value().items.filter(({ kind }) => kind === 'restore') : [];
    return items.find(({ state }) => state === 'running') ?? items.find(({ state, place }) => state === 'good' && place) ?? (items[0]?.state === 'failed' && items[0].id === this.started() ? items[0] : null);
  });
  protected readonly canOpen = computed(() => !this.all.hasValue() || this.all.value().canOpen);
  protected readonly started = signal('');
  protected readonly last = signal(false);
  protected readonly typed = signal('');
  /** A moment in the browser's own time, to the second. */
  protected readonly until = signal('');
  protected readonly logs = computed(() => {
    const { logs, noLogs } = this.points.hasValue() ? this.points.value() : { logs: null, noLogs: null };
    return logs ? this.words.t('restoration.logs.some', { to: this.formats.exactly(logs.to) }) : this.words.t(`restoration.logs.${noLogs ?? 'none'}`);
  });
  protected readonly leaving = signal(false);
  protected readonly busy = signal(false);
  protected readonly step = computed(() => {
    const one = this.current();
    if (!one || one.state === 'failed') return 0;
    return one.state === 'running' ? 1 : this.last() ? 3 : 2;
  });
  private readonly kept = computed(() => (this.current()?.state === 'good' ? this.current()?.id : undefined));
  protected readonly compared = httpResource<{ items: TableCompared[] }>(() => (this.kept() ? `/api/v1/backups/restorations/${this.kept()}/compare` : undefined));
  /** Kinds that people know; those that are empty on both sides say nothing. */
  protected readonly rows = computed(() =>
    (this.compared.hasValue() ? this.compared.value().items : []).filter(({ live, restored }) => live > 0 || restored > 0).map((one) => ({ ...one, name: this.words.has(`${one.kind}.many`) ? this.words.t(`${one.kind}.many`) : one.table, more: one.restored - one.live })),
  );

  constructor() {
    const timer = setInterval(() => this.current()?.state === 'running' && this.all.reload(), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected async restore({ backup, targetId }: RestorePoint): Promise<void> {
    const answer = await this.attempt(() => this.client.attempt<{ id: string }>('POST', '/restorations', { backup, targetId, until: this.until() ? new Date(this.until()).toISOString() : null }, 'restoration.restoring'));
    this.started.set(answer?.id ?? '');
    this.all.reload();
  }
  protected async drop({ id }: Restoration): Promise<void> {
    if (!(await this.confirm.ask('restoration.wizard.dropQuestion', 'restoration.wizard.drop'))) return;
    await this.attempt(() => this.client.attempt('DELETE', `/restorations/${id}`, null, 'restoration.wizard.dropped'));
    this.last.set(false);
    this.all.reload();
  }
  protected async switchTo({ id }: Restoration): Promise<void> {
    const answer = await this.attempt(() => this.client.attempt('POST', `/restorations/${id}/switch`, { confirmation: this.typed() }, 'restoration.wizard.switchStarted'));
    if (!answer) return;
    this.leaving.set(true);
    setInterval(() => void this.lookAgain(), AGAIN_MS);
  }
  protected chooseMoment(event: Event): void {
    this.until.set((event.target as HTMLInputElement).value);
  }
  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
  }
  protected more = (more: number): string => this.words.t(`restoration.wizard.${more > 0 ? 'more' : 'fewer'}`, { n: this.formats.number(Math.abs(more)) });

  private gone = false;
  private async lookAgain(): Promise<void> {
    const ready = await fetch('/health/ready').then(({ ok }) => ok, () => false); // prettier-ignore
    if (!ready) this.gone = true;
    else if (this.gone) location.assign('/');
  }
  private async attempt<A>(work: () => Promise<A>): Promise<A> {
    this.busy.set(true);
    try {
      return await work();
    } finally {
      this.busy.set(false);
    }
  }
}
