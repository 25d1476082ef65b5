import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { RecordView } from '#kernel/model';
import { Session, T, Toast } from '#kernel/ui';
import { Records, RelatedCard } from '#workbench/ui';
import { Contract, isLive } from '#contracts/model';
import { CONTRACT_FORM } from './contract-form.ts';

const CARD = `<crm-related-card [of]="of" [query]="query()" [shows]="['stage', 'amount', 'endsOn']" [layout]="layout" [start]="query()" />`;
const MAKING = `
  <crm-related-card #made [of]="of" [query]="query()" [shows]="['stage', 'amount', 'endsOn']" />
  @if (ready() && made.found() && !lives(made.found()!.items)) { <button matButton="filled" (click)="make()" [disabled]="busy()">{{ 'contract.makeOne' | t }}</button> }
`;
/** Whether one of them is there still, so that no other is made. */
const lives = (contracts: readonly Contract[]): boolean => contracts.some(({ stage }) => isLive(stage));
const STYLES = ':host { display: block; } button { width: 100%; margin-top: 8px; }';

/** The contracts with a customer, on the customer's page. */
@Component({ selector: 'crm-customer-contracts', imports: [RelatedCard], changeDetection: ChangeDetectionStrategy.OnPush, template: CARD })
export class CustomerContracts {
  readonly record = input.required<RecordView>();
  protected readonly of = Contract;
  protected readonly layout = CONTRACT_FORM;
  protected readonly query = computed(() => ({ customerId: this.record().id }));
}

/** The contracts of a deal, on the deal's page; one that is won becomes a contract with its products. */
@Component({ selector: 'crm-opportunity-contracts', imports: [MatButton, RelatedCard, T], changeDetection: ChangeDetectionStrategy.OnPush, template: MAKING, styles: STYLES })
export class OpportunityContracts {
  readonly record = input.required<RecordView>();
  protected readonly of = Contract;
  protected readonly query = computed(() => ({ opportunityId: this.record().id }));
  private readonly session = inject(Session);
  protected readonly busy = signal(false);
  private readonly making = making(this.busy);
  protected readonly ready = computed(() => this.session.can('contract.create') && (this.record() as RecordView & { status?: string }).status === 'won');
  protected lives = lives;
  protected make = () => this.making({ opportunityId: this.record().id });
}

/** The contract of a quote, on the quote's page; one that was accepted becomes a contract with its rows. */
@Component({ selector: 'crm-quote-contracts', imports: [MatButton, RelatedCard, T], changeDetection: ChangeDetectionStrategy.OnPush, template: MAKING, styles: STYLES })
export class QuoteContracts {
  readonly record = input.required<RecordView>();
  protected readonly of = Contract;
  protected readonly query = computed(() => ({ quoteId: this.record().id }));
  private readonly session = inject(Session);
  protected readonly busy = signal(false);
  private readonly making = making(this.busy);
  protected readonly ready = computed(() => this.session.can('contract.create') && (this.record() as RecordView & { status?: string }).status === 'accepted');
  protected lives = lives;
  protected make = () => this.making({ quoteId: this.record().id });
}

/** Makes a contract from its source, and opens it to be completed. */
function making(busy: { set(value: boolean): void }): (body: object) => Promise<void> {
  const [records, router, toast] = [inject(Records), inject(Router), inject(Toast)];
  return async (body) => {
    busy.set(true);
    try {
      const { id } = await records.create(Contract, body);
      await router.navigate(['/contracts', id]);
    } catch (error) {
      toast.fail(error);
    }
    busy.set(false);
  };
}
