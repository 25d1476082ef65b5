import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { Customer } from '#customers/model';
import { T } from '#kernel/ui';
import { RecordPage, RelatedCard } from '#workbench/ui';
import { CUSTOMER_FORM } from './customer-form.ts';

/** A customer: what is known, what hangs on it, what happened. */
@Component({
  selector: 'crm-customer-page',
  imports: [RecordPage, RelatedCard, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['level', 'industry', 'ownerId']">
      <ng-container related>
        @if (page.current()?.kind === 'company') {
          <crm-related-card [of]="customer" [query]="subsidiaries()" [shows]="['city', 'status']" [layout]="layout" [start]="{ parentId: id() }" [title]="'customer.subsidiaries' | t" />
        }
      </ng-container>
    </crm-record-page>
  `,
})
export class CustomerPage {
  readonly id = input.required<string>();
  protected readonly layout = CUSTOMER_FORM;
  protected readonly customer = Customer;
  protected readonly subsidiaries = computed(() => ({ parentId: this.id() }));
}
