import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, effect, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Named } from '#kernel/model';
import { Formats, Icon, Keys, problemOf, Problems, Session, T, Toast, Words } from '#kernel/ui';
import { Avatar, Editor, FilterBar, Records, type Query, Board, type BoardMove } from '#workbench/ui';
import { Opportunity, type Stage } from '#opportunities/model';
import { ClosingDialog, type Ending } from './closing.ts';
import { MissingFields } from './missing-fields.ts';
import { OPPORTUNITY_FORM } from './opportunity-form.ts';
import { Stages } from './stages.ts';

type Card = Opportunity & { readonly customer: Named | null; readonly owner: Named | null };
interface Column {
  readonly stage: Stage;
  readonly items: readonly Card[];
  readonly total: number;
  readonly sums: readonly { currency: string; amount: number; weighted: number }[];
}
const ENDINGS: readonly Ending[] = ['win', 'lose', 'invalidate'];

/** The open deals of a pipeline on a board: dragged, moved by menu or keys, dropped on won or lost. */
@Component({
  selector: 'crm-opportunity-board',
  imports: [Avatar, Board, FilterBar, Icon, MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './opportunity-board.html',
  styleUrl: './opportunity-board.scss',
})
export class OpportunityBoard {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly records = inject(Records);
  private readonly editor = inject(Editor);
  private readonly closing = inject(ClosingDialog);
  private readonly missing = inject(MissingFields);
  private readonly toast = inject(Toast);
  protected readonly problems = inject(Problems);
  protected readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly stages = inject(Stages);
  protected readonly words = inject(Words);
  protected readonly of = Opportunity;

  private readonly queryParams = toSignal(this.route.queryParams, { requireSync: true });
  protected readonly params = computed(() => this.queryParams() as Query);
  protected readonly board = httpResource<{ pipelineId: string; columns: Column[]; base: { currency: string; amount: number; weighted: number; unpriced: number } | null }>(() => {
    this.records.changes();
    return { url: '/api/v1/opportunities/board', params: { ...this.params() } };
  });
  /** Columns as they will be, before the server has answered. */
  private readonly shown = signal<readonly Column[]>([]);
  protected readonly failure = computed(() => (this.board.error() ? this.problems.say(this.board.error()) : null));
  protected readonly pipelines = computed(() => (this.stages.pipelines.hasValue() ? this.stages.pipelines.value().items : []));
  protected readonly pipelineId = computed(() => this.params()['pipelineId'] ?? this.pipelines()[0]?.id);
  protected readonly locked = computed(() => !this.session.can('opportunity.update'));

  protected readonly columns = computed(() => [
    ...this.shown().map(({ stage, items, total, sums }) => ({
      id: stage.id, name: this.stages.name(stage), count: String(total), cards: items,
      sum: sums.map(({ currency, amount }) => this.formats.money(amount, currency, true)).join(' + '),
      hint: sums.map(({ currency, weighted }) => `× ${this.formats.percent(stage.probability)} ≈ ${this.formats.money(weighted, currency)}`).join(' + '),
    })),
  ]); // prettier-ignore
  protected readonly total = computed(() => {
    const count = this.shown().reduce((sum, { total }) => sum + total, 0);
    const base = this.board.hasValue() ? this.board.value().base : null;
    const say = (of: 'amount' | 'weighted') => (base ? this.formats.money(base[of], base.currency, true) : '');
    return { count, amount: say('amount'), weighted: say('weighted'), unpriced: base?.unpriced ?? 0 };
  });

  constructor() {
    effect(() => {
      if (this.board.hasValue()) this.shown.set(this.board.value().columns);
    });
    inject(Keys).use({ keys: 'c', does: 'ui.keyCreate', run: () => void this.create() });
  }

  /** Days beyond what its stage allows. */
  protected stale = (card: Card) => this.stages.late(card);

  protected async move({ card, to }: BoardMove<Card>): Promise<void> {
    const before = this.shown();
    const from = before.find(({ items }) => items.some(({ id }) => id === card.id));
    this.shown.set(before.map((column) => ({
      ...column,
      items: column.stage.id === to ? [card, ...column.items] : column.items.filter(({ id }) => id !== card.id),
      total: column.total + (column.stage.id === to ? 1 : 0) - (column === from ? 1 : 0),
    }))); // prettier-ignore
    try {
      await this.records.verb(Opportunity, card, 'move', { stageId: to });
    } catch (error) {
      this.shown.set(before);
      if (problemOf(error).code !== 'missing-fields') return this.toast.fail(error);
      await this.missing.open(card, to, problemOf(error));
    }
  }
  protected open(card: Card): void {
    void this.router.navigate(['/opportunities', card.id]);
  }
  protected async create(): Promise<void> {
    if (this.session.can('opportunity.create')) await this.editor.open(OPPORTUNITY_FORM);
  }
  protected go(changes: Record<string, string | null>): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: changes, queryParamsHandling: 'merge' });
  }
  protected all(stageId: string): void {
    void this.router.navigate(['/opportunities'], { queryParams: { status: 'open', stageId } });
  }
  protected readonly endings = ENDINGS;
  protected async end(card: Card, ending: Ending): Promise<void> {
    await this.closing.open(card, ending);
  }
}
