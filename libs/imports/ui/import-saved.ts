import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ImportView, MappingChange, SavedMapping } from '#imports/model';
import { T, Toast } from '#kernel/ui';
import { ImportClient } from './import-client.ts';

/** The saved mappings that fit a file: which one its columns come from, and another one to take; one's own can be named, shared and forgotten. */
@Component({
  selector: 'crm-import-saved',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (shown().length > 0) {
      <label>{{ 'import.savedMappings' | t }}
        <select (change)="choose($any($event.target).value)">
          <option value="" [selected]="!chosen()"></option>
          @for (one of shown(); track one.id) { <option [value]="one.id" [selected]="one.id === chosen()">{{ one.name }}@if (one.exact) { · {{ 'import.savedExact' | t }} }@if (one.shared) { · {{ 'import.savedShared' | t }} }</option> }
        </select>
      </label>
    }
    @if (current(); as now) {
      <p role="status">{{ 'import.savedTaken' | t: { name: now.name } }}</p>
      @if (now.own) {
        <label>{{ 'import.renameMapping' | t }}<input [value]="now.name" maxlength="100" (change)="change(now.id, { name: $any($event.target).value.trim() })" (keydown.enter)="$any($event.target).blur()" /></label>
        <button matButton (click)="change(now.id, { shared: !now.shared })">{{ (now.shared ? 'import.unshare' : 'import.share') | t }}</button>
        <button matButton (click)="drop(now.id)">{{ 'import.dropMapping' | t }}</button>
      }
    } @else { <p>{{ 'import.savedHint' | t }}</p> }
  `,
  styles: `
    :host { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 16px; margin-bottom: 12px; } label { display: grid; gap: 2px; font-size: 12px; color: var(--mat-sys-on-surface-variant); } p { margin: 0; padding-bottom: 8px; color: var(--mat-sys-on-surface-variant); }
    select, input { min-height: 36px; max-width: 320px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; }
  `,
})
export class ImportSaved {
  readonly one = input.required<ImportView>();
  readonly chosen = input.required<string | null>();
  readonly taken = output<SavedMapping>();
  private readonly client = inject(ImportClient);
  private readonly toast = inject(Toast);
  private readonly mappings = resource({ params: () => this.one().id, loader: ({ params }) => this.client.mappings(params) });
  protected readonly shown = computed(() => (this.mappings.hasValue() ? this.mappings.value() : []));
  protected readonly current = computed(() => this.shown().find(({ id }) => id === this.chosen()));

  protected choose(id: string): void {
    const found = this.shown().find((one) => one.id === id);
    if (found) this.taken.emit(found);
  }
  protected async change(id: string, change: Partial<MappingChange>): Promise<void> {
    if (change.name !== '') await this.attempt(() => this.client.changeMapping(id, change));
  }
  protected async drop(id: string): Promise<void> {
    await this.attempt(() => this.client.dropMapping(id));
  }
  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.mappings.reload();
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
