import { ChangeDetectionStrategy, Component, computed, effect, inject, Injectable, resource, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { submit } from '@angular/forms/signals';
import { firstValueFrom } from 'rxjs';
import { Contract } from '#contracts/model';
import { Formats, problemOf, recordForm, T, Toast, touchAll, type Draft } from '#kernel/ui';
import { FormFields, Records } from '#workbench/ui';
import { allocate, NewPayment, OUTSTANDING, Payment, Receivable, type Part } from '#receivables/model';

interface Asked {
  readonly contractId: string;
  readonly row: Receivable | null;
}
const FIELDS = ['amount', 'receivedOn', 'method', 'payer', 'reference'];

/** Records what came in on a contract: it goes to the rows that are due first, unless one was chosen. */
@Component({
  selector: 'crm-payment-sheet',
  imports: [FormFields, MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="$event.preventDefault(); record()">
      <h2 mat-dialog-title>{{ 'payment.recordTitle' | t }}</h2>
      <mat-dialog-content>
        @if (contract(); as one) { <p>{{ one.number }} · {{ 'payment.room' | t: { amount: formats.money(one.receivable, one.currency) } }}</p> }
        <crm-form-fields [form]="form" [of]="of" [words]="words" [names]="fields()" [wide]="['amount', 'reason']" />
        @if (parts().length > 0 || advance() > 0) {
          <h3>{{ 'payment.auto' | t }}</h3>
          <ul>
            @for (part of parts(); track part.receivableId) { <li><span>{{ nameOf(part) }}</span><b>{{ formats.money(part.amount, currency()) }}</b></li> }
            @if (advance() > 0) { <li><span>{{ 'payment.advance' | t: { amount: formats.money(advance(), currency()) } }}</span></li> }
          </ul>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit" [disabled]="busy()">{{ 'payment.action.record' | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: 'mat-dialog-content { width: min(480px, 84vw); } p { margin: 0 0 12px; color: var(--mat-sys-on-surface-variant); } h3 { margin: 14px 0 4px; font-size: 13px; font-weight: 600; } ul { margin: 0; padding: 0; list-style: none; font-variant-numeric: tabular-nums; } li { display: flex; justify-content: space-between; padding: 4px 0; } b { font-weight: 500; }',
})
class PaymentSheet {
  private readonly asked = inject<Asked>(MAT_DIALOG_DATA);
  private readonly dialog = inject(MatDialogRef);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  protected readonly formats = inject(Formats);
  protected readonly of = NewPayment;
  protected readonly words = Payment;
  protected readonly busy = signal(false);
  /** More than is owed takes a reason. */
  private readonly over = signal(false);
  protected readonly fields = computed(() => (this.over() ? [...FIELDS, 'reason'] : FIELDS));
  protected readonly form = recordForm(NewPayment, { contractId: this.asked.contractId, receivedOn: this.formats.today, method: this.asked.row?.method ?? 'wire', amount: this.asked.row?.open ?? null }, (body) => this.send(body));

  private readonly found = resource({
    loader: async () => {
      const query = { contractId: this.asked.contractId, status: OUTSTANDING.join(','), size: '200' };
      const [contract, { items }] = await Promise.all([this.records.get(Contract, this.asked.contractId), this.records.list(Receivable, query)]);
      return { contract, rows: this.asked.row ? items.toSorted((a) => (a.id === this.asked.row?.id ? -1 : 0)) : items };
    },
  });
  protected readonly contract = computed(() => (this.found.hasValue() ? this.found.value().contract : null));
  private readonly rows = computed(() => (this.found.hasValue() ? this.found.value().rows : []));
  protected readonly currency = computed(() => this.contract()?.currency ?? this.formats.currency);
  private readonly amount = computed(() => Number(this.form.draft()['amount'] ?? 0));
  protected readonly parts = computed((): Part[] => {
    const chosen = this.asked.row;
    const first = chosen ? Math.min(this.amount(), chosen.open) : 0;
    const rest = allocate(this.amount() - first, this.rows().filter(({ id }) => id !== chosen?.id));
    return chosen && first > 0 ? [{ receivableId: chosen.id, amount: first }, ...rest] : rest;
  });
  protected readonly advance = computed(() => this.amount() - this.parts().reduce((sum, { amount }) => sum + amount, 0));
  protected nameOf = ({ receivableId }: Part) => {
    const row = this.rows().find(({ id }) => id === receivableId);
    return row ? `${row.name} · ${this.formats.day(row.dueOn)}` : '';
  };

  constructor() {
    effect(() => {
      const currency = this.contract()?.currency;
      const due = this.rows()[0]?.open ?? null;
      if (currency) untracked(() => this.form.draft.update((draft) => ({ ...draft, currency, amount: draft['amount'] ?? due })));
    });
  }

  protected async record(): Promise<void> {
    touchAll(this.form);
    this.busy.set(true);
    await submit(this.form.tree as never).catch(() => false);
    this.busy.set(false);
  }
  private async send(body: Draft) {
    try {
      const payment = await this.records.create(Payment, { ...body, allocations: this.parts() });
      this.toast.show('payment.recorded', { number: payment.number, amount: this.formats.money(payment.amount, payment.currency) });
      this.dialog.close(payment);
      return [];
    } catch (error) {
      const { code, errors = [] } = problemOf(error);
      if (code === 'over-payment-reason') this.over.set(true);
      const own = errors.filter(({ pointer }) => this.fields().includes(pointer.slice(1)));
      if (own.length === 0) this.toast.fail(error);
      return own;
    }
  }
}

/** Opens the sheet in which a payment is recorded; answers it, or null. */
@Injectable({ providedIn: 'root' })
export class PaymentDialog {
  private readonly dialog = inject(MatDialog);
  async open(contractId: string, row: Receivable | null = null): Promise<Payment | null> {
    return (await firstValueFrom(this.dialog.open<PaymentSheet, Asked, Payment>(PaymentSheet, { data: { contractId, row } }).afterClosed())) ?? null;
  }
}
