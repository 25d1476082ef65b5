import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Session, T } from '#kernel/ui';

/** The rooms of receivables: plans, payments, invoices, and where receipts are matched. */
@Component({
  selector: 'crm-receivables-tabs',
  imports: [RouterLink, RouterLinkActive, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav [attr.aria-label]="'receivable.many' | t">
      @for (tab of tabs; track tab.link) {
        @if (session.can(tab.needs)) { <a [routerLink]="tab.link" routerLinkActive="on" ariaCurrentWhenActive="page" [routerLinkActiveOptions]="{ paths: 'exact', queryParams: 'ignored', fragment: 'ignored', matrixParams: 'ignored' }">{{ 'receivable.tab.' + tab.key | t }}</a> }
      }
    </nav>
  `,
  styles: `
    :host { display: block; background: var(--mat-sys-surface); } nav { display: flex; gap: 4px; overflow-x: auto; padding: 8px 24px 0; } a { padding: 7px 14px; border-radius: 8px; font-weight: 500; text-decoration: none; white-space: nowrap; color: var(--mat-sys-on-surface-variant); }
    a:hover { background: var(--mat-sys-surface-container-high); } .on { color: var(--mat-sys-on-secondary-container); background: var(--mat-sys-secondary-container); } @media (max-width: 767px) { nav { padding: 8px 12px 0; } a { padding: 11px 12px; } }
  `,
})
export class ReceivablesTabs {
  protected readonly session = inject(Session);
  protected readonly tabs = [
    { key: 'plans', link: '/receivables', needs: 'receivable.read' }, { key: 'payments', link: '/payments', needs: 'payment.read' },
    { key: 'invoices', link: '/invoices', needs: 'invoice.read' }, { key: 'match', link: '/receivables/match', needs: 'payment.update' }, { key: 'titles', link: '/invoice-titles', needs: 'invoice-title.read' },
  ]; // prettier-ignore
}
