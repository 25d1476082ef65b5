import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { addDays, type Named } from '#kernel/model';
import { Formats, T, Words } from '#kernel/ui';
import type { DealSum } from '#reports/model';

interface Cell {
  readonly count: number;
  readonly amount: number;
  readonly query: Record<string, string>;
}
const MONTHS = 12;
const ENDS = ['won', 'lost', 'invalid'] as const;

/** Where the deals stand that were opened in each of the last months: by stage while open, then how they ended. */
@Component({
  selector: 'crm-stage-months',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'report.stageMonths' | t }}</h2>
    <p>{{ 'report.stageMonthsHint' | t }}</p>
    <div class="scroll" tabindex="0">
      <table>
        <thead><tr><th scope="col">{{ 'report.openedIn' | t }}</th>@for (column of columns(); track column.key) { <th scope="col">{{ column.label }}</th> }</tr></thead>
        <tbody>
          @for (row of rows(); track row.month) {
            <tr><th scope="row">{{ row.month }}</th>
              @for (cell of row.cells; track $index) {
                <td>@if (cell.count > 0) { <a routerLink="/opportunities" [queryParams]="cell.query">{{ formats.number(cell.count) }} <small>{{ formats.money(cell.amount, formats.currency, true) }}</small></a> } @else { <span class="none">–</span> }</td>
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    :host { display: block; margin-top: 12px; padding: 14px 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); }
    h2 { margin: 0; font-size: 15px; line-height: 22px; font-weight: 600; } p { margin: 0 0 8px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } .scroll { overflow-x: auto; }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; } th, td { padding: 6px 10px; text-align: right; white-space: nowrap; border-top: 1px solid var(--mat-sys-outline-variant); }
    thead th { border: 0; font-size: 12px; font-weight: 400; color: var(--mat-sys-on-surface-variant); } th:first-child { position: sticky; left: 0; text-align: left; font-weight: 400; background: var(--mat-sys-surface); }
    a { color: inherit; text-decoration: none; } a:hover { color: var(--mat-sys-primary); } small { margin-left: 6px; color: var(--mat-sys-on-surface-variant); } .none { color: var(--mat-sys-outline); }
  `,
})
export class StageMonths {
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  private readonly sums = httpResource<readonly DealSum[]>(() => '/api/v1/reports/stages');
  private readonly stages = httpResource<{ readonly items: readonly Named[] }>(() => '/api/v1/stages?sort=position&size=200');

  protected readonly columns = computed(() => [
    ...(this.stages.hasValue() ? this.stages.value().items : []).map((stage) => ({ key: stage.id, label: this.formats.named(stage), query: { status: 'open', stageId: stage.id } })),
    ...ENDS.map((status) => ({ key: status, label: this.words.t(`opportunity.status.${status}`), query: { status } })),
  ]);
  protected readonly rows = computed(() => {
    const sums = Map.groupBy(this.sums.hasValue() ? this.sums.value() : [], ({ month }) => month);
    return lastMonths(this.formats.today).map((month) => ({ month, cells: this.columns().map((column) => cellOf(month, column, sums.get(month) ?? [])) }));
  });
}

function cellOf(month: string, { key, query }: { key: string; query: Record<string, string> }, sums: readonly DealSum[]): Cell {
  const own = sums.filter(({ status, stageId }) => (status === 'open' ? stageId === key : status === key));
  const [count, amount] = [own.reduce((n, sum) => n + sum.count, 0), own.reduce((n, sum) => n + sum.amount, 0)];
  const next = addDays(`${month}-28`, 4);
  return { count, amount, query: { ...query, 'openedOn.gte': `${month}-01`, 'openedOn.lt': `${next.slice(0, 7)}-01` } };
}

/** The months up to this one, latest first. */
function lastMonths(today: string): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7));
}
