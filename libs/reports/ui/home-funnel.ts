import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { addDays } from '#kernel/model';
import { Formats, Session, T } from '#kernel/ui';
import { HomeCard, Records, stateOf, type HomeScope } from '#workbench/ui';
import type { SalesReport } from '#reports/model';

const DAYS = 90;

/** For those who lead: how far the team's deals of the last three months got, and who won what. */
@Component({
  selector: 'crm-home-funnel',
  imports: [HomeCard, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (leads()) {
      <crm-home-card [title]="'report.home.funnel' | t" [state]="state()" [empty]="'ui.noData' | t" link="/reports/sales" (retried)="report.reload()">
        <p>{{ 'report.home.funnelSays' | t: { rate: rate(), won: won() } }}</p>
        <ol>@for (step of steps(); track step.id) { <li><span class="name">{{ step.name }}</span><span class="track"><i [style.width.%]="step.share"></i></span><span class="num">{{ step.reached }}</span><span class="num share">{{ step.percent }}</span></li> }</ol>
      </crm-home-card>
      <crm-home-card [title]="'report.home.people' | t" [state]="state()" [empty]="'ui.noData' | t" link="/reports/sales" (retried)="report.reload()">
        <ol>@for (one of people(); track one.name) { <li><span class="name">{{ one.name }}</span><span class="track"><i [style.width.%]="one.share"></i></span><span class="num">{{ one.count }}</span><span class="num amount">{{ one.amount }}</span></li> } @empty { <li>{{ 'report.home.nobody' | t }}</li> }</ol>
      </crm-home-card>
    }
  `,
  styles: `
    :host { display: contents; } p { margin: 0 0 8px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } ol { list-style: none; margin: 0; padding: 0; } li { display: flex; align-items: center; gap: 10px; min-height: 34px; } .name { flex: 0 0 96px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .track { flex: 1; height: 10px; border-radius: 5px; background: var(--mat-sys-surface-container-high); overflow: hidden; } i { display: block; height: 100%; border-radius: 5px; background: var(--mat-sys-primary); } .num { flex: 0 0 32px; text-align: end; font-variant-numeric: tabular-nums; } .share { flex-basis: 44px; color: var(--mat-sys-on-surface-variant); } .amount { flex-basis: 76px; }
  `,
})
export class HomeFunnel {
  readonly scope = input.required<HomeScope>();
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly records = inject(Records);
  private readonly formats = inject(Formats);
  protected readonly leads = computed(() => this.scope() === 'all' && this.session.me()?.permissions['report.read'] !== 'own');
  protected readonly report = resource({
    params: () => (this.leads() ? { to: this.formats.today, from: addDays(this.formats.today, -DAYS), changes: this.records.changes() } : undefined),
    loader: ({ params: { from, to } }) => firstValueFrom(this.http.get<SalesReport>('/api/v1/reports/sales', { params: { from, to } })),
  });
  private readonly now = computed(() => (this.report.hasValue() ? this.report.value() : null));
  protected readonly state = computed(() => stateOf(this.now() ? 'resolved' : this.report.status(), this.now()?.funnel[0]?.reached ?? 0));
  protected readonly steps = computed(() =>
    (this.now()?.funnel ?? []).map(({ stage, reached, share }) => ({ id: stage.id, name: this.formats.named(stage), reached: this.formats.number(reached), share: share * 100, percent: `${Math.round(share * 100)}%` })),
  );
  protected readonly rate = computed(() => (this.now()?.winRate === null ? '—' : `${Math.round((this.now()?.winRate ?? 0) * 100)}%`));
  protected readonly won = computed(() => this.formats.money(this.now()?.won.amount ?? 0, undefined, true));
  protected readonly people = computed(() => {
    const all = this.now()?.byOwner.slice(0, 6) ?? [];
    return all.map(({ of, count, amount }) => ({ name: of?.name ?? '—', count: this.formats.number(count), share: (amount / (all[0]?.amount || 1)) * 100, amount: this.formats.money(amount, undefined, true) }));
  });
}
