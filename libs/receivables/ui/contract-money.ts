import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { Contract } from '#contracts/model';
import { daysBetween, type RecordView } from '#kernel/model';
import { Formats, Icon, Session, T, Toast } from '#kernel/ui';
import { Editor, Records, StatusChip, VerbDialog } from '#workbench/ui';
import { Invoice, OUTSTANDING, Payment, Receivable, WriteOff, type Standing } from '#receivables/model';
import { INVOICE_FORM } from './forms.ts';
import { MoneyFigures, type Figure } from './money-figures.ts';
import { PaymentDialog } from './payment-dialog.ts';
import { PlanBuilder } from './plan-builder.ts';

const PAYABLE = ['signed', 'active', 'expired', 'terminated'];
const BILLABLE = [...PAYABLE, 'completed'];
const PLANNABLE = ['draft', 'awaiting_signature', 'declined', 'signed', 'active', 'expired'];

/** The money of a contract, on its page: how it stands, its plan, and what can be done next. */
@Component({
  selector: 'crm-contract-money',
  imports: [Icon, MatButton, MatMenuModule, MoneyFigures, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './contract-money.html',
  styleUrl: './contract-money.scss',
})
export class ContractMoney {
  readonly record = input.required<RecordView>();
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  private readonly builder = inject(PlanBuilder);
  private readonly paying = inject(PaymentDialog);
  private readonly editor = inject(Editor);
  private readonly verbs = inject(VerbDialog);
  private readonly toast = inject(Toast);
  private readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly contract = computed(() => this.record() as Contract);
  protected readonly money = (amount: number) => this.formats.money(amount, this.contract().currency);

  protected readonly found = resource({
    params: () => ({ id: this.record().id, changes: this.records.changes() }),
    loader: async ({ params: { id } }) => {
      const [standing, { items }] = await Promise.all([firstValueFrom(this.http.get<Standing>(`/api/v1/contracts/${id}/standing`)), this.records.list(Receivable, { contractId: id, size: '200' })]);
      return { standing, rows: items };
    },
  });
  private readonly kept = computed<{ standing: Standing; rows: readonly Receivable[] } | null>((): { standing: Standing; rows: readonly Receivable[] } | null => (this.found.hasValue() ? this.found.value() : null));
  protected readonly ready = computed(() => this.kept() !== null);
  protected readonly rows = computed(() => this.kept()?.rows ?? []);
  protected readonly tones = { waiting: 'neutral', pending: 'info', partly: 'warning', done: 'success', void: 'neutral' } as const;
  protected readonly figures = computed((): Figure[] => {
    const one = this.kept()?.standing;
    if (!one) return [];
    const { currency, received, receivable, overdue, amount, inApproval, writtenOff, invoiced, invoicing, unallocated } = one;
    return [
      { key: 'received', amount: received, currency, tone: 'success' }, { key: 'receivable', amount: receivable, currency }, { key: 'overdue', amount: overdue, currency, ...(overdue > 0 ? { tone: 'danger' as const } : {}) },
      { key: 'inApproval', amount: inApproval, currency }, { key: 'unallocated', amount: unallocated, currency }, { key: 'writtenOff', amount: writtenOff, currency }, { key: 'invoiced', amount: invoiced, currency }, { key: 'invoicing', amount: invoicing, currency },
    ].filter(({ key }) => amount !== 0 || key !== 'overdue') as Figure[]; // prettier-ignore
  });
  /** What is received of the total, in percent. */
  protected readonly share = computed(() => {
    const one = this.kept()?.standing;
    return one && one.amount > 0 ? Math.min(100, (one.received / one.amount) * 100) : 0;
  });

  private readonly may = (permission: string, stages: readonly string[]) => this.session.can(permission) && stages.includes(this.contract().stage);
  protected readonly plannable = computed(() => this.may('receivable.update', PLANNABLE) && this.contract().amount > 0);
  protected readonly payable = computed(() => this.may('payment.create', PAYABLE));
  /** Money is what one waits for: nothing else comes first on the page. */
  protected readonly owed = computed(() => ['active', 'expired'].includes(this.contract().stage) && this.contract().receivable > 0);
  protected readonly billable = computed(() => this.may('invoice.create', BILLABLE));
  protected readonly lossy = computed(() => this.may('payment.write-off', PAYABLE) && this.contract().receivable > 0);
  protected readonly left = computed(() => this.contract().amount - (this.kept()?.standing.planned ?? 0));
  protected late = ({ dueOn, status }: Receivable) => (OUTSTANDING.includes(status) ? Math.max(0, daysBetween(dueOn, this.formats.today)) : 0);

  protected plan(): void {
    void this.builder.open(this.contract(), this.rows());
  }
  protected pay(row: Receivable | null = null): void {
    void this.paying.open(this.record().id, row);
  }
  protected async invoice(): Promise<void> {
    const { id, amount, invoiced } = this.contract();
    await this.editor.open<Invoice>(INVOICE_FORM, null, { contractId: id, amount: Math.max(amount - invoiced, 0) || null });
  }
  protected async writeOff(): Promise<void> {
    const { id, receivable } = this.contract();
    const done = await this.verbs.open<Payment>({
      title: 'payment.writeOffTitle', says: 'payment.writeOffHint', params: { amount: this.money(receivable) }, yes: 'payment.action.writeOff', of: WriteOff, names: ['amount', 'reason'], start: { contractId: id, amount: receivable },
      labels: { amount: 'payment.field.amount', reason: 'payment.field.reason' }, send: (body) => firstValueFrom(this.http.post<Payment>('/api/v1/write-offs', body)),
    }); // prettier-ignore
    if (!done) return;
    this.records.changes.update((n) => n + 1);
    this.toast.show('payment.wroteOff', { amount: this.money(done.amount) });
  }
}
