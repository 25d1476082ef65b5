import { HttpClient, httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { OptionSets, T, Toast, Words } from '#kernel/ui';
import { INVOICE_LIMITS, type ReceivablesSettings } from '#receivables/model';

const ADDRESS = '/api/v1/receivables-settings';

/** How strict plans and invoices are. */
@Component({
  selector: 'crm-receivables-settings',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1>{{ 'receivable.settings.title' | t }}</h1>
    @if (draft(); as now) {
      <fieldset>
        <legend>{{ 'receivable.settings.planTypes' | t }}</legend>
        @for (type of types(); track type.key) { <label><input type="checkbox" [checked]="now.planTypes.includes(type.key)" (change)="toggle(type.key)" /> {{ type.label }}</label> }
      </fieldset>
      <fieldset>
        <legend>{{ 'receivable.settings.invoiceUpTo' | t }}</legend>
        @for (limit of limits; track limit) { <label><input type="radio" name="limit" [checked]="now.invoiceUpTo === limit" (change)="draft.set({ planTypes: now.planTypes, invoiceUpTo: limit })" /> {{ 'receivable.settings.' + limit | t }}</label> }
      </fieldset>
      <button matButton="filled" (click)="save()">{{ 'ui.save' | t }}</button>
    }
  `,
  styles: `
    :host { display: block; max-width: 640px; padding: 16px 24px 32px; } h1 { margin: 0 0 16px; font-size: 20px; font-weight: 600; } fieldset { margin: 0 0 16px; padding: 12px 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; } legend { padding: 0 6px; font-weight: 500; }
    label { display: flex; align-items: center; gap: 10px; min-height: 40px; } input { width: 18px; height: 18px; accent-color: var(--mat-sys-primary); } @media (max-width: 767px) { :host { padding: 12px 16px 88px; } }
  `,
})
export class ReceivablesSettingsPage {
  private readonly http = inject(HttpClient);
  private readonly options = inject(OptionSets);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly limits = INVOICE_LIMITS;
  private readonly stored = httpResource<ReceivablesSettings>(() => ADDRESS);
  protected readonly draft = linkedSignal<ReceivablesSettings | null>(() => (this.stored.hasValue() ? this.stored.value() : null));
  protected readonly types = computed(() => this.options.of('contract-type').filter(({ retired }) => !retired).map(({ key, labels }) => ({ key, label: labels[this.words.language()] })));

  protected toggle(key: string): void {
    this.draft.update((now) => now && { invoiceUpTo: now.invoiceUpTo, planTypes: now.planTypes.includes(key) ? now.planTypes.filter((one) => one !== key) : [...now.planTypes, key] });
  }
  protected async save(): Promise<void> {
    try {
      await firstValueFrom(this.http.put(ADDRESS, this.draft()));
      this.toast.show('receivable.settings.saved');
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
