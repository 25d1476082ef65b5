import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Session, T } from '#kernel/ui';

/** The reports, as far as one may read what they are made of. */
@Component({
  selector: 'crm-report-tabs',
  imports: [RouterLink, RouterLinkActive, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav [attr.aria-label]="'report.many' | t">
      @for (tab of tabs; track tab.name) {
        @if (session.can(tab.needs)) { <a [routerLink]="'/reports/' + tab.name" routerLinkActive="on" ariaCurrentWhenActive="page">{{ 'report.name.' + tab.name | t }}</a> }
      }
    </nav>
  `,
  styles: `
    :host { display: block; background: var(--mat-sys-surface); } nav { display: flex; gap: 4px; overflow-x: auto; padding: 8px 20px; border-bottom: 1px solid var(--mat-sys-outline-variant); } a { padding: 7px 14px; border-radius: 8px; font-weight: 500; text-decoration: none; white-space: nowrap; color: var(--mat-sys-on-surface-variant); }
    a:hover { background: var(--mat-sys-surface-container-high); } .on { color: var(--mat-sys-on-secondary-container); background: var(--mat-sys-secondary-container); } @media (max-width: 767px) { nav { padding: 8px 12px; } a { padding: 11px 12px; } }
  `,
})
export class ReportTabs {
  protected readonly session = inject(Session);
  protected readonly tabs = [
    { name: 'sales', needs: 'opportunity.read' }, { name: 'contracts', needs: 'contract.read' }, { name: 'receivables', needs: 'receivable.read' },
    { name: 'reconciliation', needs: 'receivable.read' }, { name: 'stock', needs: 'stock.read' },
  ]; // prettier-ignore
}
