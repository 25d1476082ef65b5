import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Class } from '#kernel/model';
import { T, type RecordForm } from '#kernel/ui';
import { ContractTemplate } from '#contracts/model';
import { TermsEditor } from './terms-editor.ts';

/** The clauses of a template. */
@Component({
  selector: 'crm-terms-part',
  imports: [T, TermsEditor],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h3>{{ 'contract.field.terms' | t }}</h3><crm-terms-editor [templated]="false" [terms]="terms()" (termsChange)="write($event)" />`,
  styles: 'h3 { margin: 0 0 8px; font-size: 14px; font-weight: 600; }',
})
export class TermsPart {
  readonly form = input.required<RecordForm>();
  readonly of = input<Class>(ContractTemplate);
  protected readonly terms = computed(() => this.form().draft()['terms'] as string | null);
  protected write(terms: string | null): void {
    this.form().draft.update((draft) => ({ ...draft, terms: terms ?? '' }));
  }
}
