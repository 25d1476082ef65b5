import { ChangeDetectionStrategy, Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import { fieldOf, type Named } from '#kernel/model';
import { Formats, Problems, Session, T, Words } from '#kernel/ui';
import { Records, Value } from '#workbench/ui';
import { StockLevel, StockReservation } from '#stock/model';
import { MovementMenu } from './movement-menu.ts';
import { StockEntries } from './stock-entries.ts';

type Level = StockLevel & { readonly warehouse?: Named | null };
const FIGURES = ['onHand', 'reserved', 'available', 'inTransit'] as const;

/** A product in a warehouse: how much, for whom it is kept, and how it came and went. */
@Component({
  selector: 'crm-stock-page',
  imports: [MovementMenu, RouterLink, StockEntries, T, Value],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './stock-page.html',
  styleUrl: './stock-page.scss',
})
export class StockPage {
  readonly id = input.required<string>();
  private readonly records = inject(Records);
  private readonly words = inject(Words);
  private readonly browserTitle = inject(Title);
  private readonly problems = inject(Problems);
  protected readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly reservation = StockReservation;
  protected readonly figures = FIGURES;
  protected readonly columns = (['status', 'kind', 'expiresOn'] as const).flatMap((name) => fieldOf(StockReservation, name) ?? []);
  protected readonly level = resource({ params: () => ({ id: this.id(), changes: this.records.changes() }), loader: ({ params }) => this.records.get(StockLevel, params.id) as Promise<Level> });
  protected readonly current = computed(() => (this.level.hasValue() ? this.level.value() : null));
  protected readonly place = computed(() => {
    const { productId, warehouseId } = this.current() ?? { productId: '', warehouseId: '' };
    return { productId, warehouseId };
  });
  private readonly kept = resource({
    params: () => (this.current() && this.session.can('stock-reservation.read') ? { ...this.place(), status: 'reserved,partly-delivered', size: '50' } : undefined),
    loader: ({ params }) => this.records.list(StockReservation, params),
  });
  protected readonly reservations = computed(() => (this.kept.hasValue() ? this.kept.value().items : []));
  protected readonly failure = computed(() => (this.level.status() === 'error' ? this.problems.say(this.level.error()) : null));

  constructor() {
    effect(() => {
      const level = this.current();
      if (level) untracked(() => this.browserTitle.setTitle(`${level.name} · ${this.words.t('stock.many')} · ${this.session.me()?.workspace.name ?? ''}`));
    });
  }
  protected number = (quantity: number) => this.formats.number(quantity, 3);
  /** What it is kept for, by the name of its kind. */
  protected purpose = ({ forKind }: StockReservation) => (this.words.has(`${forKind}.one`) ? this.words.t(`${forKind}.one`) : forKind);
}
