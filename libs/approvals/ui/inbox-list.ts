import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats, Icon, T } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { RUN_TONES, type InboxRow, type Tab } from '#approvals/model';

/** The lines of a tab; those that may be agreed to together have a box. */
@Component({
  selector: 'crm-inbox-list',
  imports: [Icon, MatButton, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (row of rows(); track row.taskId ?? row.id) {
      <article [class.chosen]="row.id === chosen()" [class.unread]="tab() === 'copied' && row.unread">
        @if (tab() === 'waiting' && row.batch && row.taskId; as task) { <label><input type="checkbox" [checked]="ticked().has(task)" (change)="tickedOne.emit(task)" [attr.aria-label]="row.title" /></label> }
        <button type="button" (click)="opened.emit(row.id)" [attr.aria-current]="row.id === chosen() ? 'true' : null">
          <span class="top"><b>{{ row.title }}</b>@if (row.amount !== null) { <span class="amount">{{ formats.money(row.amount, row.currency) }}</span> }</span>
          <span class="low"><span>{{ row.kind + '.one' | t }}@if (row.number) { {{ row.number }} } · {{ row.submitter.name }}</span><time [attr.datetime]="row.at" [title]="formats.exactly(row.at)">{{ formats.moment(row.at) }}</time></span>
          <span class="low">
            @if (tab() === 'waiting') { <span>{{ row.step }}</span>@if (row.urged) { <span class="urged"><crm-icon name="schedule" />{{ 'approval.urged' | t }}</span> } }
            @else { <span>@if (tab() === 'handled') { {{ 'approval.task.' + row.taskState | t }} · {{ row.step }} }</span><crm-status-chip [tone]="tones[row.state] ?? 'neutral'">{{ 'approval.run.' + row.state | t }}</crm-status-chip> }
          </span>
        </button>
      </article>
    }
    @switch (state()) {
      @case ('error') { <p role="alert">{{ 'problem.unexpected' | t }} <button matButton (click)="retried.emit()">{{ 'ui.retry' | t }}</button></p> }
      @case ('loading') { <div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div> }
      @default { @if (rows().length === 0) { <p role="status">{{ empty() }}</p> } @else if (more()) { <button matButton class="more" (click)="wanted.emit()">{{ 'approval.more' | t }}</button> } }
    }
  `,
  styles: `
    :host { display: block; } article { display: flex; border-bottom: 1px solid var(--mat-sys-outline-variant); } article:hover { background: var(--mat-sys-surface-container); } .chosen { background: var(--mat-sys-secondary-container); box-shadow: inset 3px 0 var(--mat-sys-primary); } .unread b { font-weight: 600; }
    label { display: grid; place-items: center; width: 40px; margin-inline-end: -16px; } input { width: 18px; height: 18px; margin: 0; } button[type] { flex: 1; min-width: 0; display: grid; gap: 2px; padding: 10px 16px 10px 20px; border: 0; background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
    .top, .low { display: flex; align-items: center; gap: 8px; min-width: 0; } .top b, .low > span:first-child { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } b { font-weight: 500; } .amount { font-variant-numeric: tabular-nums; font-weight: 500; } .low { font-size: 12px; line-height: 18px; color: var(--mat-sys-on-surface-variant); }
    .urged { display: inline-flex; align-items: center; gap: 4px; color: light-dark(#8a5300, #ffca7a); crm-icon { width: 14px; height: 14px; } } p { margin: 48px 24px; text-align: center; color: var(--mat-sys-on-surface-variant); } .more { margin: 8px 16px; }
    .skeleton { display: grid; gap: 12px; padding: 16px 20px; i { height: 48px; border-radius: 6px; background: var(--mat-sys-secondary-container); opacity: 0.6; animation: appear 0.15s 0.15s both; } } @keyframes appear { from { opacity: 0; } }
    @media (max-width: 767px) { label { width: 48px; } button[type] { padding-block: 12px; } }
  `,
})
export class InboxList {
  readonly rows = input.required<readonly InboxRow[]>();
  readonly tab = input.required<Tab>();
  readonly state = input.required<'loading' | 'ready' | 'error'>();
  readonly empty = input.required<string>();
  readonly chosen = input.required<string | null>();
  readonly ticked = input.required<ReadonlySet<string>>();
  readonly more = input.required<boolean>();
  readonly opened = output<string>();
  readonly tickedOne = output<string>();
  readonly wanted = output();
  readonly retried = output();
  protected readonly formats = inject(Formats);
  protected readonly tones: Readonly<Record<string, string>> = RUN_TONES;
}
