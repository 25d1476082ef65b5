import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { fieldsOf, recordOf, type Class, type RecordView } from '#kernel/model';
import { AssignDialog } from './assign.ts';
import { BulkChangeDialog } from './bulk-change.ts';
import { type BulkAsked, type Chosen } from './bulk-client.ts';
import { BulkWork } from './bulk-work.ts';
import { Confirm } from './confirm.ts';
import { Formats, Icon, Session, T } from '#kernel/ui';
import { ListExport } from './list-export.ts';
import type { ListSelection } from './list-selection.ts';
import type { FormLayout } from './record-editor.ts';
import type { Query } from './records.ts';

/** Above this a deletion of all that a list finds asks for its number to be typed. */
const MANY = 100;

/** What can be done with the ticked records of a list, or with all that the list finds. */
@Component({
  selector: 'crm-selection-bar',
  imports: [Icon, MatButton, MatIconButton, MatMenuModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'toolbar', 'aria-live': 'polite' },
  template: `
    <button matIconButton (click)="selection().clear()" [attr.aria-label]="'ui.clearSelection' | t"><crm-icon name="close" /></button>
    <b>{{ 'ui.selected' | t: { n: chosenCount() } }}</b>
    @if (!selection().whole() && many() > loaded() && selection().count() === loaded()) { <button matButton (click)="selection().whole.set(true)">{{ 'ui.selectMatching' | t: { n: all() } }}</button> }
    @if (bin()) {
      <button matButton="outlined" (click)="restore()"><crm-icon name="restore" /> {{ 'ui.restore' | t }}</button>
    } @else {
      @if (info().owned && session.can(info().name + '.assign')) { <button matButton="outlined" (click)="assign()"><crm-icon name="person" /> {{ 'ui.assign' | t }}</button> }
      @if (layout() && session.can(info().name + '.update')) {
        <button matButton="outlined" (click)="change()"><crm-icon name="edit" /> {{ 'ui.changeField' | t }}</button>
        @if (taggable()) { <button matButton="outlined" (click)="tag()"><crm-icon name="add" /> {{ 'ui.addTags' | t }}</button> }
      }
      @if (session.can(info().name + '.export')) {
        <button matButton="outlined" [matMenuTriggerFor]="formatMenu"><crm-icon name="download" /> {{ 'ui.export' | t }}</button>
        <mat-menu #formatMenu="matMenu">
          <button mat-menu-item (click)="export('csv')">{{ 'export.csv' | t }}</button>
          <button mat-menu-item (click)="export('xlsx')">{{ 'export.xlsx' | t }}</button>
        </mat-menu>
      }
      @if (session.can(info().name + '.delete')) { <button matButton="outlined" (click)="remove()"><crm-icon name="deleted" /> {{ 'ui.delete' | t }}</button> }
    }
  `,
  styles: `
    :host { display: flex; flex-wrap: wrap; align-items: center; gap: 0 4px; flex: 1; min-width: 0; min-height: 34px; padding: 0 12px 0 2px; border-radius: 8px; background: var(--mat-sys-primary-container); color: var(--mat-sys-on-primary-container);
      --mat-button-outlined-outline-color: transparent; --mat-button-outlined-label-text-color: currentColor; --mat-button-text-label-text-color: currentColor; --mat-icon-button-icon-color: currentColor; }
    b { font-weight: 500; margin-inline-end: 8px; white-space: nowrap; } [matIconButton] { flex: none; width: 34px; height: 34px; padding: 5px; --mat-icon-button-state-layer-size: 34px; }
    @media (max-width: 767px) { :host { flex-wrap: nowrap; overflow-x: auto; padding-block: 4px; } button { flex: none; } }
  `,
})
export class SelectionBar<T extends RecordView> {
  readonly of = input.required<Class<T>>();
  readonly selection = input.required<ListSelection<T>>();
  /** What the list asks the server for. */
  readonly query = input.required<Query>();
  readonly columns = input.required<readonly string[]>();
  /** How many records are loaded, and how many the list finds. */
  readonly loaded = input.required<number>();
  readonly total = input.required<{ readonly total: number; readonly totalIs: 'exact' | 'atLeast' } | null>();
  readonly layout = input<FormLayout<T> | null>(null);
  /** Something changed, perhaps long after this bar has gone: the list loads again. */
  readonly reload = input.required<() => void>();
  private readonly work = inject(BulkWork);
  private readonly assigning = inject(AssignDialog);
  private readonly changing = inject(BulkChangeDialog);
  private readonly exporting = inject(ListExport);
  private readonly confirm = inject(Confirm);
  protected readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly info = computed(() => recordOf(this.of()));
  protected readonly bin = computed(() => this.query()['deleted'] === 'true');
  protected readonly taggable = computed(() => fieldsOf(this.of()).some(({ name }) => name === 'tags'));
  protected readonly many = computed(() => this.total()?.total ?? 0);
  /** How many the list finds, as it is counted: exactly, or 'at least'. */
  protected readonly all = computed(() => `${this.formats.number(this.many())}${this.total()?.totalIs === 'atLeast' ? '+' : ''}`);
  protected readonly chosenCount = computed(() => (this.selection().whole() ? this.all() : this.formats.number(this.selection().count())));

  protected async assign(): Promise<void> {
    const ownerId = await this.assigning.ask(null);
    if (ownerId) await this.start({ action: 'assign', ownerId });
  }
  protected async change(): Promise<void> {
    const layout = this.layout();
    const asked = layout && (await this.changing.ask(this.of(), layout.change));
    if (asked) await this.start({ action: 'change', field: asked.field, value: JSON.stringify(asked.value) });
  }
  protected async tag(): Promise<void> {
    const layout = this.layout();
    const asked = layout && (await this.changing.ask(this.of(), layout.change, true));
    if (asked) await this.start({ action: 'tag', tags: asked.value as string[] });
  }
  protected async remove(): Promise<void> {
    if (this.selection().whole() && !(await this.confirm.ask('ui.deleteMatching', 'ui.delete', { n: this.all() }, this.many() > MANY ? String(this.many()) : ''))) return;
    await this.start({ action: 'delete' });
  }
  protected restore(): Promise<void> {
    return this.start({ action: 'restore' });
  }
  protected export(format: 'csv' | 'xlsx'): Promise<void> {
    return this.exporting.run(this.chosen(), this.columns(), format);
  }

  private chosen(): Chosen {
    const whole = this.selection().whole();
    return { kind: this.info().name, ids: whole ? [] : this.selection().records().map(({ id }) => id), query: whole ? new URLSearchParams({ ...this.query() }).toString() : null };
  }
  private start(asked: Omit<BulkAsked, keyof Chosen>): Promise<void> {
    return this.work.run({ ...this.chosen(), ...asked }, this.reload());
  }
}
