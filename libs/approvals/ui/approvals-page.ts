import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { Badges, Formats, Icon, Keys, T, Toast, Words } from '#kernel/ui';
import { onPhone } from '#workbench/ui';
import { TABS, type BatchResult, type DelegationView, type InboxRow, type RunView, type Tab } from '#approvals/model';
import { ApprovalsClient } from './approvals-client.ts';
import { BatchReport } from './batch-report.ts';
import { DelegationDialog } from './delegation-dialog.ts';
import { InboxList } from './inbox-list.ts';
import { RunDetail } from './run-detail.ts';

/** What waits for oneself, what one answered and submitted, and what one got a copy of: the list at the left, what is asked at the right. */
@Component({
  selector: 'crm-approvals-page',
  imports: [BatchReport, Icon, InboxList, MatButton, MatIconButton, RunDetail, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.reading]': 'phone() && run()' },
  templateUrl: './approvals-page.html',
  styleUrl: './approvals-page.scss',
})
export class ApprovalsPage {
  readonly tab = input<string>();
  readonly run = input<string>();
  private readonly router = inject(Router);
  private readonly client = inject(ApprovalsClient);
  private readonly toast = inject(Toast);
  private readonly badges = inject(Badges);
  private readonly dialog = inject(MatDialog);
  protected readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly tabs = TABS;
  protected readonly phone = onPhone();
  protected readonly now = computed((): Tab => TABS.find((one) => one === this.tab()) ?? 'waiting');
  protected readonly rows = signal<readonly InboxRow[]>([]);
  protected readonly next = signal<string | null>(null);
  protected readonly state = signal<'loading' | 'ready' | 'error'>('loading');
  protected readonly lastHandledAt = signal<string | null>(null);
  protected readonly ticked = signal<ReadonlySet<string>>(new Set());
  protected readonly results = signal<readonly BatchResult[] | null>(null);
  protected readonly away = signal<DelegationView | null>(null);
  protected readonly waiting = computed(() => this.badges.counts()['/api/v1/approvals/waiting'] ?? 0);
  protected readonly says = computed(() => (this.lastHandledAt() ? this.words.t('approval.emptySince', { when: this.formats.moment(this.lastHandledAt() as string) }) : this.words.t(`approval.empty.${this.now()}`)));
  private readonly detail = viewChild(RunDetail);

  constructor() {
    effect(() => {
      this.now();
      untracked(() => void this.load(null));
    });
    void this.client.delegation().then((away) => this.away.set(away), () => undefined); // prettier-ignore
    inject(Keys).use(
      { keys: 'j', does: 'ui.keyNext', run: () => this.step(1) },
      { keys: 'k', does: 'ui.keyPrevious', run: () => this.step(-1) },
      { keys: 'a', does: 'approval.agree', run: () => this.detail()?.agree() },
      { keys: 'r', does: 'approval.refuse', run: () => this.detail()?.refuse() },
      { keys: 'Escape', does: 'ui.close', run: () => this.open(null) },
    );
  }

  protected async load(after: string | null): Promise<void> {
    const tab = this.now();
    if (!after) {
      this.state.set('loading');
      this.rows.set([]);
      this.ticked.set(new Set());
    }
    try {
      const page = await this.client.inbox(tab, after);
      if (tab !== this.now()) return;
      this.rows.update((known) => (after ? [...known, ...page.items] : page.items));
      this.next.set(page.next);
      this.lastHandledAt.set(page.lastHandledAt);
      this.state.set('ready');
      const [first] = this.rows();
      if (!this.run() && first && !this.phone()) this.open(first.id);
    } catch {
      this.state.set('error');
    }
  }
  protected show(tab: Tab): void {
    void this.router.navigate(['/approvals'], { queryParams: { tab } });
  }
  protected open(run: string | null): void {
    void this.router.navigate(['/approvals'], { queryParams: { tab: this.now(), ...(run ? { run } : {}) }, replaceUrl: !this.phone() });
  }
  private step(by: 1 | -1): void {
    const at = this.rows().findIndex(({ id }) => id === this.run());
    const row = this.rows()[at < 0 ? 0 : at + by];
    if (row) this.open(row.id);
  }

  /** One's own turn is over: on to the next. */
  protected async answered(run: RunView): Promise<void> {
    if (this.now() !== 'waiting') return;
    const at = this.rows().findIndex(({ id }) => id === run.id);
    const left = this.rows().filter(({ id }) => id !== run.id);
    this.rows.set(left);
    if (left.length === 0) await this.load(null);
    this.open((left[at] ?? left[at - 1])?.id ?? null);
  }
  protected tick(taskId: string): void {
    const ticked = new Set(this.ticked());
    if (!ticked.delete(taskId)) ticked.add(taskId);
    this.ticked.set(ticked);
  }
  protected async agreeToTicked(): Promise<void> {
    try {
      this.results.set(await this.client.agreeToMany([...this.ticked()]));
      this.badges.again();
      await this.load(null);
      this.open(this.phone() ? null : (this.rows()[0]?.id ?? null));
    } catch (error) {
      this.toast.fail(error);
    }
  }
  protected delegate(): void {
    this.dialog.open<DelegationDialog, DelegationView | null, DelegationView | null>(DelegationDialog, { data: this.away(), maxWidth: 420 }).afterClosed().subscribe((away) => away !== undefined && this.away.set(away));
  }
}
