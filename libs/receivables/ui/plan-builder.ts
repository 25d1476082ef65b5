import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, Injectable, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import type { Contract } from '#contracts/model';
import { fieldOf } from '#kernel/model';
import { Formats, Icon, T, Toast } from '#kernel/ui';
import { Control, Records } from '#workbench/ui';
import { addMonths, PlanRow, Receivable, RHYTHMS, type Rhythm } from '#receivables/model';
import { percentsOf, PlanRows } from './plan-rows.ts';

interface Asked {
  readonly contract: Contract;
  readonly rows: readonly Receivable[];
}
type Way = 'byPeriod' | 'byPercent' | 'byAmount';
const NAMES = ['dueOn', 'amount', 'method', 'remindDays'] as const;

/** Writes the plan of a contract: divided by period or by percent, or row by row, with what is left of the total. */
@Component({
  selector: 'crm-plan-sheet',
  imports: [Control, Icon, MatButton, MatDialogModule, MatIconButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './plan-builder.html',
  styleUrl: './plan-builder.scss',
})
class PlanSheet {
  protected readonly asked = inject<Asked>(MAT_DIALOG_DATA);
  private readonly dialog = inject(MatDialogRef);
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  protected readonly formats = inject(Formats);
  protected readonly of = Receivable;
  protected readonly names = NAMES;
  protected readonly fields = Object.fromEntries(NAMES.map((name) => [name, fieldOf(PlanRow, name)])) as Record<(typeof NAMES)[number], NonNullable<ReturnType<typeof fieldOf>>>;
  protected readonly ways: readonly Way[] = ['byPeriod', 'byPercent', 'byAmount'];
  protected readonly rhythms = RHYTHMS;
  protected readonly plan = new PlanRows(
    this.asked.contract.amount,
    this.asked.rows.map(({ id, dueOn, amount, method, remindDays, received, writtenOff }) => ({ id, dueOn, amount, method, remindDays, taken: received + writtenOff })),
  );
  protected readonly way = signal<Way>(this.asked.rows.length > 0 ? 'byAmount' : 'byPeriod');
  protected readonly parts = signal(3);
  protected readonly first = signal(this.asked.contract.startsOn ?? this.formats.today);
  protected readonly rhythm = signal<Rhythm>('month');
  protected readonly shares = signal('30 40 30');
  protected readonly busy = signal(false);
  protected readonly percents = computed(() => percentsOf(this.shares()));
  protected readonly divisible = computed(() => (this.way() === 'byPercent' ? this.percents() !== null : this.parts() > 0 && this.parts() <= 120) && this.first() !== '');
  protected readonly money = (amount: number) => this.formats.money(amount, this.asked.contract.currency);

  protected divide(): void {
    const percents = this.percents() ?? [];
    if (this.way() === 'byPeriod') this.plan.byPeriod(this.parts(), this.first(), this.rhythm());
    else this.plan.byPercent(percents, percents.map((_, index) => addMonths(this.first(), index * (this.rhythm() === 'month' ? 1 : this.rhythm() === 'quarter' ? 3 : this.rhythm() === 'half-year' ? 6 : 12))));
  }
  protected async save(): Promise<void> {
    const { id, version } = this.asked.contract;
    const rows = this.plan.rows().map(({ taken: _taken, ...row }) => row);
    this.busy.set(true);
    try {
      await firstValueFrom(this.http.put(`/api/v1/contracts/${id}/plan`, { rows }, { headers: { 'If-Match': `"${version}"` } }));
      this.records.changes.update((n) => n + 1);
      this.toast.show('receivable.plan.saved');
      this.dialog.close();
    } catch (error) {
      this.toast.fail(error);
    }
    this.busy.set(false);
  }
}

/** Opens the plan of a contract to be written. */
@Injectable({ providedIn: 'root' })
export class PlanBuilder {
  private readonly dialog = inject(MatDialog);
  async open(contract: Contract, rows: readonly Receivable[]): Promise<void> {
    await firstValueFrom(this.dialog.open<PlanSheet, Asked>(PlanSheet, { data: { contract, rows }, width: 'min(820px, 100vw)', maxWidth: '100vw', autoFocus: 'dialog' }).afterClosed());
  }
}
