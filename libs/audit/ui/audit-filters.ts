import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { models, recordOf } from '#kernel/model';
import { T, Words } from '#kernel/ui';
import { RefControl } from '#workbench/ui';
import { AuditClient, type Filters } from './audit-client.ts';
import { AuditWords } from './audit-words.ts';

/** Narrows the audit: by who, what, when and from where. */
@Component({
  selector: 'crm-audit-filters',
  imports: [MatButton, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="person"><label for="audit-who">{{ 'audit.who' | t }}</label><crm-ref-control to="user" inputId="audit-who" [value]="filters()['actorId'] ?? null" (valueChange)="set('actorId', $event ?? '')" /></div>
    <label><span>{{ 'audit.what' | t }}</span><select (change)="set('action', $any($event.target).value)">
      <option value="" [selected]="!filters()['action']">{{ 'audit.any' | t }}</option>
      @for (one of actions(); track one.key) { <option [value]="one.key" [selected]="filters()['action'] === one.key">{{ one.text }}</option> }
    </select></label>
    <label><span>{{ 'audit.field.kind' | t }}</span><select (change)="set('kind', $any($event.target).value)">
      <option value="" [selected]="!filters()['kind']">{{ 'audit.anyKind' | t }}</option>
      @for (one of kinds(); track one.key) { <option [value]="one.key" [selected]="filters()['kind'] === one.key">{{ one.text }}</option> }
    </select></label>
    <label><span>{{ 'audit.from' | t }}</span><input type="date" [value]="filters()['from'] ?? ''" (change)="set('from', $any($event.target).value)" /></label>
    <label><span>{{ 'audit.to' | t }}</span><input type="date" [value]="filters()['to'] ?? ''" (change)="set('to', $any($event.target).value)" /></label>
    <label><span>{{ 'audit.address' | t }}</span><input [value]="filters()['address'] ?? ''" (change)="set('address', $any($event.target).value)" autocomplete="off" /></label>
    <label><span>{{ 'audit.requestId' | t }}</span><input [value]="filters()['requestId'] ?? ''" (change)="set('requestId', $any($event.target).value)" autocomplete="off" /></label>
    <label class="flag"><input type="checkbox" [checked]="filters()['sensitive'] === 'true'" (change)="set('sensitive', $any($event.target).checked ? 'true' : '')" /> {{ 'audit.onlySensitive' | t }}</label>
    @if (filters()['recordId']) { <button matButton="outlined" (click)="set('recordId', '')">{{ 'audit.onlyRecord' | t }} ×</button> }
    @if (narrowed()) { <button matButton (click)="changed.emit({})">{{ 'ui.clearFilters' | t }}</button> }
  `,
  styles: `
    :host { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(168px, 100%), 1fr)); align-items: end; gap: 8px 12px; } label { display: grid; gap: 2px; min-width: 0; font-size: 12px; color: var(--mat-sys-on-surface-variant); }
    select, input:not([type='checkbox']) { width: 100%; min-width: 0; height: 36px; padding: 0 8px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; }
    .flag { display: flex; align-items: center; gap: 8px; height: 36px; font-size: 14px; color: var(--mat-sys-on-surface); } .flag input { width: 18px; height: 18px; accent-color: var(--mat-sys-primary); }
    .person ::ng-deep .mat-mdc-form-field-infix { min-height: 36px; padding-block: 6px !important; }
  `,
})
export class AuditFilters {
  readonly filters = input.required<Filters>();
  readonly changed = output<Filters>();
  private readonly client = inject(AuditClient);
  private readonly says = inject(AuditWords);
  private readonly words = inject(Words);
  private readonly known = resource({ loader: () => this.client.actions().catch(() => []) });

  protected readonly actions = computed(() => this.sorted((this.known.value() ?? []).map((key) => ({ key, text: this.says.actionOf(key) }))));
  protected readonly kinds = computed(() => this.sorted(models().map((model) => ({ key: recordOf(model).name, text: this.says.kind(recordOf(model).name) }))));
  protected readonly narrowed = computed(() => Object.keys(this.filters()).length > 0);

  protected set(name: string, value: string): void {
    const gone = name === 'kind' ? ['kind', 'recordId'] : [name];
    const kept = Object.fromEntries(Object.entries(this.filters()).filter(([key]) => !gone.includes(key)));
    this.changed.emit(value.trim() ? { ...kept, [name]: value.trim() } : kept);
  }
  private sorted = (entries: { key: string; text: string }[]) => entries.sort((a, b) => a.text.localeCompare(b.text, this.words.language()));
}
