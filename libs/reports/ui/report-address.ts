import { computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { daysOf, type Period } from '#kernel/model';
import { Formats } from '#kernel/ui';
import type { Query } from '#workbench/ui';
import { NARROWED_BY, type Asked } from '#reports/model';

export const EVER = { from: '1000-01-01', to: '9999-12-31' };
const SAME = { equal: (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b) };

/** What a report is asked by: its period and what narrows it, kept in the address bar. */
export class ReportAddress {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly formats = inject(Formats);
  private readonly params = toSignal(this.route.queryParams, { requireSync: true });

  /** `otherwise` is the period of an address that names none. */
  constructor(private readonly otherwise: () => Period | 'ever') {}

  readonly asked = computed((): Asked => {
    const params = this.params() as Query;
    const narrowed = Object.fromEntries(NARROWED_BY.flatMap((name) => (params[name] ? [[name, params[name]]] : [])));
    return { ...this.span(), ...narrowed };
  }, SAME);
  readonly ever = computed(() => this.span().from === EVER.from && this.span().to === EVER.to);
  readonly span = computed((): { from: string; to: string } => {
    const { from, to } = this.params() as Query;
    const period = this.otherwise();
    return from && to ? { from, to } : period === 'ever' ? EVER : daysOf(period, this.formats.today);
  }, SAME);
  isPeriod = (period: Period) => JSON.stringify(daysOf(period, this.formats.today)) === JSON.stringify(this.span());

  choose(period: Period | 'ever'): void {
    this.go(period === 'ever' ? EVER : daysOf(period, this.formats.today));
  }
  set(edge: 'from' | 'to', day: string): void {
    if (day) this.go({ ...this.span(), [edge]: day });
  }
  narrow(name: (typeof NARROWED_BY)[number], value: string | null): void {
    if ((this.asked()[name] ?? null) !== (value || null)) this.go({ [name]: value || null });
  }
  clear(): void {
    this.go(Object.fromEntries(NARROWED_BY.map((name) => [name, null])));
  }
  private go(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge' });
  }
}
