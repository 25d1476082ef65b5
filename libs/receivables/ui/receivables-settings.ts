import { HttpClient, httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { OptionSets, T, Toast, Words } from '#kernel/ui';
import { INVOICE_LIMITS, type ReceivablesSettings } from '#receivables/model';

const ADDRESS = '/api/v1/receivables-settings';

/** How strict plans and invoices are. */
@Component({
  selector: 'crm-receivables-settings',
  imports: [MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="back" routerLink="/settings">{{ 'setting.many' | t }}</a>
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
    :host { display: block; height: 100%; box-sizing: border-box; overflow: auto; padding: 16px 20px 40px; } .back { font-size: 13px; color: var(--mat-sys-on-surface-variant); } h1 { margin: 4px 0 16px; font-size: 20px; font-weight: 600; }
    fieldset { display: block; max-width: 720px; box-sizing: border-box; margin: 0 0 16px; padding: 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } legend { float: inline-start; width: 100%; margin-bottom: 4px; padding: 0; font-size: 14px; font-weight: 600; }
    label { display: flex; clear: both; align-items: center; gap: 10px; min-height: 36px; } input { width: 18px; height: 18px; margin: 0; accent-color: var(--mat-sys-primary); } @media (pointer: coarse) { label, .back { min-height: 44px; } .back { display: inline-flex; align-items: center; } }
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
