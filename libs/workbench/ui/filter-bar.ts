import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import type { Class, Field } from '#kernel/model';
import { FilterEditor } from './filter-editor.ts';
import { FilterWords } from './filter-words.ts';
import { Icon, Session, T, Words } from '#kernel/ui';
import { filterable, filtersOf, type Filter } from './list-state.ts';
import type { Query } from './records.ts';

/** The filters of a list as chips; each opens its editor. */
@Component({
  selector: 'crm-filter-bar',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, FilterEditor, Icon, MatButton, MatMenuModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (filter of filters(); track filter.key) {
      <button class="chip" cdkOverlayOrigin #origin="cdkOverlayOrigin" (click)="edit(filter.field, filter, origin)">
        <span>{{ words.label(of(), filter.field.name) }} {{ says.operator(filter) }}</span>&nbsp;<b>{{ says.values(of(), filter) }}</b>
      </button>
      <button class="drop" (click)="drop(filter.key)" [attr.aria-label]="('ui.remove' | t) + ' ' + words.label(of(), filter.field.name)"><crm-icon name="close" /></button>
    }
    <button matButton cdkOverlayOrigin #adding="cdkOverlayOrigin" [matMenuTriggerFor]="fields" class="add"><crm-icon name="filter" /> {{ 'ui.filter' | t }}</button>
    @if (filters().length > 1) { <button matButton (click)="cleared.emit()">{{ 'ui.clearFilters' | t }}</button> }
    <mat-menu #fields="matMenu">
      @for (field of choices(); track field.name) { <button mat-menu-item (click)="edit(field, null, adding)">{{ words.label(of(), field.name) }}</button> }
    </mat-menu>
    <ng-template cdkConnectedOverlay [cdkConnectedOverlayOrigin]="$any(editing()?.origin)" [cdkConnectedOverlayOpen]="editing() !== null" [cdkConnectedOverlayHasBackdrop]="true"
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop" (backdropClick)="editing.set(null)" (overlayKeydown)="$event.key === 'Escape' && editing.set(null)" (detach)="editing.set(null)">
      @if (editing(); as now) {
        <div class="popover" role="dialog" [attr.aria-label]="'ui.filter' | t">
          <crm-filter-editor [of]="of()" [field]="now.field" [filter]="now.filter" (applied)="apply($event)" (removed)="remove()" />
        </div>
      }
    </ng-template>
  `,
  styles: `
    :host { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
    .chip { height: 28px; padding: 0 4px 0 12px; border: 1px solid var(--mat-sys-outline-variant); border-inline-end: 0; border-radius: 14px 0 0 14px; background: var(--mat-sys-surface);
      color: var(--mat-sys-on-surface-variant); font: inherit; font-size: 13px; cursor: pointer; max-width: 320px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .chip b { font-weight: 500; color: var(--mat-sys-on-surface); }
    .drop { height: 28px; width: 28px; padding: 0; margin-inline-start: -6px; border: 1px solid var(--mat-sys-outline-variant); border-inline-start: 0; border-radius: 0 14px 14px 0; background: var(--mat-sys-surface);
      color: var(--mat-sys-on-surface-variant); cursor: pointer; display: grid; place-items: center; }
    .drop crm-icon { width: 16px; height: 16px; }
    @media (pointer: coarse) { .chip, .drop { height: 44px; } .drop { width: 44px; } }
    .add crm-icon { width: 18px; height: 18px; vertical-align: middle; }
    .popover { border-radius: 10px; border: 1px solid var(--mat-sys-outline-variant); background: var(--mat-sys-surface-container); box-shadow: 0 8px 28px rgb(0 0 0 / 18%); }
  `,
})
export class FilterBar {
  readonly of = input.required<Class>();
  readonly params = input.required<Query>();
  /** A parameter with its value; null takes it away. */
  readonly changed = output<Record<string, string | null>>();
  readonly cleared = output();
  private readonly session = inject(Session);
  protected readonly words = inject(Words);
  protected readonly says = inject(FilterWords);

  protected readonly filters = computed(() => filtersOf(this.of(), this.params()));
  protected readonly choices = computed(() => filterable(this.of()).filter(({ name }) => this.session.reads(this.of(), name)));
  protected readonly editing = signal<{ field: Field; filter: Filter | null; origin: CdkOverlayOrigin } | null>(null);

  protected edit(field: Field, filter: Filter | null, origin: CdkOverlayOrigin): void {
    this.editing.set({ field, filter, origin });
  }
  protected drop(key: string): void {
    this.changed.emit({ [key]: null });
  }
  protected apply({ key, value }: { key: string; value: string }): void {
    const old = this.editing()?.filter?.key;
    this.editing.set(null);
    this.changed.emit({ ...(old && old !== key ? { [old]: null } : {}), [key]: value });
  }
  protected remove(): void {
    const old = this.editing()?.filter?.key;
    this.editing.set(null);
    if (old) this.drop(old);
  }
}
