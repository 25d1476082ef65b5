import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { firstValueFrom } from 'rxjs';
import type { Period } from '#kernel/model';
import { Formats, Icon, Session, T, Toast, Words } from '#kernel/ui';
import { handOver, onPhone, RefControl } from '#workbench/ui';
import { isNarrowed, NARROWED_BY, type MoneyReportName } from '#reports/model';
import type { ReportAddress } from './report-address.ts';

const TO = { ownerId: 'user', teamId: 'team', customerId: 'customer', currency: null } as const;

/** A report's name, period and filters, and the way to its file. */
@Component({
  selector: 'crm-report-head',
  imports: [Icon, MatButton, MatMenuModule, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './report-head.html',
  styleUrl: './report-head.scss',
})
export class ReportHead {
  /** Translation key. */
  readonly title = input.required<string>();
  readonly address = input.required<ReportAddress>();
  /** Whether it is about a period. */
  readonly dated = input(true);
  readonly narrows = input<readonly (typeof NARROWED_BY)[number][]>([]);
  readonly file = input<MoneyReportName | 'sales' | null>(null);
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly words = inject(Words);
  private readonly toast = inject(Toast);
  private readonly says = inject(Formats);
  protected readonly base = this.says.currency;
  protected readonly periods: readonly Period[] = ['this-month', 'this-quarter', 'this-year', 'last-quarter', 'last-year'];
  /** Filters say a period within a sentence; here it stands alone. */
  protected named(period: Period): string {
    const word = this.words.t(`period.${period}`);
    return word.slice(0, 1).toUpperCase() + word.slice(1);
  }
  protected readonly busy = signal(false);
  protected readonly narrowed = computed(() => isNarrowed(this.address().asked()));
  protected readonly phone = onPhone();
  /** On a phone the filters are folded until somebody wants them. */
  protected readonly open = linkedSignal(() => !this.phone() || this.narrowed());
  protected readonly currencies = computed(() => [...new Set([this.base, ...(this.session.me()?.workspace.currencies ?? []), this.address().asked().currency ?? this.base])]);
  /** People and teams are asked for by those alone who see more than their own. */
  protected readonly filters = computed(() => {
    const own = this.session.me()?.permissions['report.read'] === 'own';
    const may = { ownerId: !own, teamId: !own && this.session.can('team.read'), customerId: this.session.can('customer.read'), currency: this.currencies().length > 1 };
    return this.narrows().filter((name) => may[name]).map((name) => ({ name, to: TO[name] })); // prettier-ignore
  });

  protected async save(format: 'csv' | 'xlsx'): Promise<void> {
    this.busy.set(true);
    try {
      const file = await firstValueFrom(this.http.get(`/api/v1/reports/${this.file() as string}/file`, { params: { format, ...this.address().asked() }, responseType: 'blob' }));
      handOver(file, `${this.words.t(this.title())} ${this.says.today}.${format}`);
    } catch (error) {
      this.toast.fail(error);
    }
    this.busy.set(false);
  }
}
