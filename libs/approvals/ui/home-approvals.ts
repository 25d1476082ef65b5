import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Badges, Formats, T } from '#kernel/ui';
import { HomeCard, stateOf, type HomeScope } from '#workbench/ui';
import { ApprovalsClient } from './approvals-client.ts';

const SIZE = 6;

/** What waits for one's answer, on the first page; nothing is shown to whom nobody ever asks. */
@Component({
  selector: 'crm-home-approvals',
  imports: [HomeCard, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (shown()) {
      <crm-home-card [title]="'approval.tab.waiting' | t" [state]="state()" [empty]="'approval.empty.waiting' | t" link="/approvals" (retried)="page.reload()">
        @for (row of rows(); track row.taskId) {
          <a routerLink="/approvals" [queryParams]="{ tab: 'waiting', run: row.id }"><span><b>{{ row.title }}</b><small>{{ row.kind + '.one' | t }} · {{ row.submitter.name }}</small></span><span class="fact"><b>@if (row.amount !== null) { {{ formats.money(row.amount, row.currency) }} }</b><small>{{ formats.moment(row.at) }}</small></span></a>
        }
      </crm-home-card>
    }
  `,
  styles: `
    :host { display: contents; } a { display: flex; align-items: center; gap: 12px; padding: 7px 0; color: inherit; text-decoration: none; } a + a { border-top: 1px solid var(--mat-sys-outline-variant); } a:hover b { color: var(--mat-sys-primary); } span { flex: 1; min-width: 0; } .fact { flex: none; text-align: end; font-variant-numeric: tabular-nums; }
    b, small { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } b { font-weight: 500; } small { font-size: 12px; line-height: 18px; color: var(--mat-sys-on-surface-variant); }
  `,
})
export class HomeApprovals {
  readonly scope = input.required<HomeScope>();
  private readonly client = inject(ApprovalsClient);
  private readonly badges = inject(Badges);
  protected readonly formats = inject(Formats);
  protected readonly page = resource({ params: () => ({ waiting: this.badges.counts()['/api/v1/approvals/waiting'] }), loader: () => this.client.inbox('waiting', null) });
  protected readonly rows = computed(() => (this.page.hasValue() ? this.page.value().items.slice(0, SIZE) : []));
  protected readonly state = computed(() => stateOf(this.page.hasValue() ? 'resolved' : this.page.status(), this.rows().length));
  protected readonly shown = computed(() => this.page.hasValue() && (this.rows().length > 0 || this.page.value().lastHandledAt !== null));
}
