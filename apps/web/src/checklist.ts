import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { Page } from '#kernel/model';
import { Icon, Session, T } from '#kernel/ui';
import { Samples } from '#settings/ui';
import { Records } from '#workbench/ui';

interface Step {
  readonly key: string;
  readonly link: string;
  readonly query?: Record<string, string>;
  /** A list that is not empty once the step is done; `least` records of it. */
  readonly list: string;
  readonly least?: number;
  readonly needs: string;
}
const STEPS: readonly Step[] = [
  { key: 'people', link: '/users', query: { create: '1' }, list: 'users', least: 2, needs: 'user.create' },
  { key: 'product', link: '/products', query: { create: '1' }, list: 'products', needs: 'product.create' },
  { key: 'customer', link: '/customers', query: { create: '1' }, list: 'customers', needs: 'customer.create' },
  { key: 'contact', link: '/contacts', query: { create: '1' }, list: 'contacts', needs: 'contact.create' },
  { key: 'opportunity', link: '/opportunities', query: { create: '1' }, list: 'opportunities', needs: 'opportunity.create' },
  { key: 'won', link: '/opportunities/board', list: 'opportunities?status=won', needs: 'opportunity.create' },
];

/** The first steps somebody of this role takes; gone when all are done, or when they say so. */
@Component({
  selector: 'crm-checklist',
  imports: [Icon, MatIconButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (shown()) {
      <section>
        <header><h2>{{ 'start.title' | t }}</h2><span>{{ done() }} / {{ steps().length }}</span><button matIconButton (click)="close()" [attr.aria-label]="'start.close' | t"><crm-icon name="close" /></button></header>
        <progress [value]="done()" [max]="steps().length" [attr.aria-label]="'start.title' | t"></progress>
        <ol>
          @for (step of steps(); track step.key) {
            <li [class.done]="step.done">
              <crm-icon [name]="step.done ? 'check' : 'bolt'" />
              @if (step.done) { <span>{{ 'start.' + step.key | t }}</span> } @else { <a [routerLink]="step.link" [queryParams]="step.query ?? {}">{{ 'start.' + step.key | t }}</a> }
            </li>
          }
        </ol>
        @if (session.can('customer.import')) { <p>{{ 'start.orImport' | t }} <a routerLink="/imports/new">{{ 'ui.import' | t }}</a>@if (session.can('sample.manage')) { · <button type="button" (click)="samples.add()" [disabled]="samples.busy()">{{ 'ui.orSample' | t }}</button> }</p> }
        @if (samples.busy()) { <progress [attr.aria-label]="'ui.loading' | t"></progress> }
      </section>
    }
  `,
  styles: `
    section { max-width: 640px; margin-bottom: 16px; padding: 12px 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } header { display: flex; align-items: center; gap: 12px; } h2 { flex: 1; margin: 0; font-size: 15px; font-weight: 600; } header span, p { color: var(--mat-sys-on-surface-variant); }
    progress { width: 100%; height: 6px; accent-color: var(--mat-sys-primary); } ol { list-style: none; margin: 8px 0; padding: 0; } li { display: flex; align-items: center; gap: 10px; min-height: 34px; } li crm-icon { color: var(--mat-sys-primary); } .done { color: var(--mat-sys-on-surface-variant); } .done span { text-decoration: line-through; } a, p button { color: var(--mat-sys-primary); } p button { padding: 0; border: 0; background: none; font: inherit; text-decoration: underline; cursor: pointer; } p { margin: 0; font-size: 13px; }
  `,
})
export class Checklist {
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  protected readonly session = inject(Session);
  protected readonly samples = inject(Samples);
  private readonly storageKey = `rapport.start.${this.session.me()?.user?.id ?? ''}`;
  private readonly closed = signal(localStorage.getItem(this.storageKey) === 'closed');
  private readonly mine = STEPS.filter(({ needs }) => this.session.can(needs));
  private readonly counts = resource({
    params: () => (this.closed() || this.mine.length === 0 ? undefined : { changes: this.records.changes() }),
    loader: () => Promise.all(this.mine.map(({ list }) => firstValueFrom(this.http.get<Page<unknown>>(`/api/v1/${list}${list.includes('?') ? '&' : '?'}size=1`)).then(({ total }) => total))),
  });
  protected readonly steps = computed(() => this.mine.map((step, index) => ({ ...step, done: ((this.counts.hasValue() ? this.counts.value()[index] : 0) ?? 0) >= (step.least ?? 1) })));
  protected readonly done = computed(() => this.steps().filter((step) => step.done).length);
  protected readonly shown = computed(() => !this.closed() && this.counts.hasValue() && this.done() < this.steps().length);

  protected close(): void {
    localStorage.setItem(this.storageKey, 'closed');
    this.closed.set(true);
  }
}
