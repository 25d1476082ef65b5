import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, RouterLink } from '@angular/router';
import type { Named } from '#kernel/model';
import { Formats, T, Toast } from '#kernel/ui';
import { Records } from '#workbench/ui';
import { allocate, fitOf, OUTSTANDING, Payment, Receivable } from '#receivables/model';
import { ReceivablesTabs } from './receivables-tabs.ts';

type Receipt = Payment & { readonly customer: Named | null; readonly contract: Named | null };
type Row = Receivable & { readonly customer: Named | null };

/** Receipts that no row of a plan has, and the rows they may be for: both are ticked, and matched. */
@Component({
  selector: 'crm-match-page',
  imports: [MatButton, ReceivablesTabs, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './match-page.html',
  styleUrl: './match-page.scss',
})
export class MatchPage {
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  protected readonly formats = inject(Formats);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });
  protected readonly busy = signal(false);

  protected readonly receipts = resource({
    params: () => ({ changes: this.records.changes() }),
    loader: async () => (await this.records.list(Payment, { unmatched: 'true', sort: '-receivedOn', size: '100' })).items as Receipt[],
  });
  protected readonly list = computed(() => (this.receipts.hasValue() ? this.receipts.value() : []));
  /** The receipt that is ticked; the one of the address, or none. */
  protected readonly chosen = linkedSignal<string | null>(() => (this.params()['payment'] as string | undefined) ?? null);
  protected readonly receipt = computed(() => this.list().find(({ id }) => id === this.chosen()) ?? null);

  private readonly found = resource({
    params: () => {
      const receipt = this.receipt();
      return receipt ? { receipt, changes: this.records.changes() } : undefined;
    },
    loader: async ({ params: { receipt } }) => {
      const { id, customerId, contractId, currency } = receipt;
      const query = { status: OUTSTANDING.join(','), currency, customerId, ...(contractId ? { contractId } : {}), size: '200' };
      const [whole, { items }] = await Promise.all([this.records.get(Payment, id), this.records.list(Receivable, query)]);
      return { whole, rows: items as Row[] };
    },
  });
  /** Open rows, the best first, each with how well it fits. */
  protected readonly rows = computed(() => {
    const receipt = this.receipt();
    if (!receipt || !this.found.hasValue()) return [];
    const hint = { amount: receipt.unallocated, customerId: receipt.customerId, contractId: receipt.contractId, words: [receipt.payer, receipt.reference, receipt.note].filter(Boolean).join(' ') };
    return this.found.value().rows
      .map((row) => ({ row, fit: fitOf(hint, { open: row.open, customerId: row.customerId, contractId: row.contractId, number: row.name.split(' · ')[0] ?? '', customer: row.customer?.name ?? '' }) }))
      .toSorted((a, b) => b.fit - a.fit || (a.row.dueOn < b.row.dueOn ? -1 : 1)); // prettier-ignore
  });
  /** The rows that are ticked: at first the best one. */
  protected readonly ticked = linkedSignal<ReadonlySet<string>>(() => new Set(this.rows().slice(0, 1).filter(({ fit }) => fit >= 50).map(({ row }) => row.id)));
  private readonly contractId = computed(() => this.rows().find(({ row }) => this.ticked().has(row.id))?.row.contractId ?? null);
  private readonly parts = computed(() => allocate(this.receipt()?.unallocated ?? 0, this.rows().map(({ row }) => row).filter(({ id }) => this.ticked().has(id))));
  protected readonly amount = computed(() => this.parts().reduce((sum, { amount }) => sum + amount, 0));
  protected readonly left = computed(() => (this.receipt()?.unallocated ?? 0) - this.amount());
  /** Rows of another contract than those that are ticked wait. */
  protected blocked = ({ id, contractId }: Row) => !this.ticked().has(id) && this.contractId() !== null && this.contractId() !== contractId;

  protected tick(id: string): void {
    this.ticked.update((ids) => (ids.has(id) ? new Set([...ids].filter((one) => one !== id)) : new Set([...ids, id])));
  }
  protected async match(): Promise<void> {
    const receipt = this.receipt();
    if (!receipt || !this.found.hasValue() || this.amount() === 0) return;
    const amounts = new Map(this.found.value().whole.allocations.map((one) => [one.receivableId, one.amount]));
    for (const { receivableId, amount } of this.parts()) amounts.set(receivableId, (amounts.get(receivableId) ?? 0) + amount);
    this.busy.set(true);
    try {
      await this.records.verb(Payment, receipt, 'match', { allocations: [...amounts].map(([receivableId, amount]) => ({ receivableId, amount })) });
      this.toast.show('receivable.match.done', { number: receipt.number });
      this.chosen.set(null);
    } catch (error) {
      this.toast.fail(error);
    }
    this.busy.set(false);
  }
}
