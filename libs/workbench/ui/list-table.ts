import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay } from '@angular/cdk/overlay';
import { CdkVirtualScrollViewport, ScrollingModule } from '@angular/cdk/scrolling';
import { afterNextRender, ChangeDetectionStrategy, Component, computed, DestroyRef, ElementRef, inject, Injector, input, output, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatTableModule } from '@angular/material/table';
import { RouterLink } from '@angular/router';
import { fieldsOf, recordOf, type Class, type Field, type RecordView } from '#kernel/model';
import { Formats, Icon, Session, T, Words } from '#kernel/ui';
import { CellEditor } from './cell-editor.ts';
import { Avatar } from './chips.ts';
import { ColumnGrip } from './column-grip.ts';
import type { ListColumns } from './list-columns.ts';
import type { ListSelection } from './list-selection.ts';
import type { ListSource } from './list-source.ts';
import { isNumber } from './list-state.ts';
import type { ListTotals } from './list-totals.ts';
import type { FormLayout } from './record-editor.ts';
import { Value } from './value.ts';

/** The records of a list as a table: a pinned first column, widths one sets, values changed in place, totals at its foot. */
@Component({
  selector: 'crm-list-table',
  imports: [Avatar, CdkConnectedOverlay, CdkTrapFocus, CellEditor, ColumnGrip, Icon, MatButton, MatCheckbox, MatTableModule, RouterLink, ScrollingModule, T, Value],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './list-table.html',
  styleUrl: './list-table.scss',
})
export class ListTable<T extends RecordView> {
  readonly of = input.required<Class<T>>();
  readonly source = input.required<ListSource<T>>();
  readonly columns = input.required<ListColumns>();
  readonly selection = input.required<ListSelection<T>>();
  readonly totals = input<ListTotals | null>(null);
  readonly layout = input<FormLayout<T> | null>(null);
  readonly label = input.required<string>();
  readonly sort = input.required<string>();
  /** Place of the row that is at hand. */
  readonly current = input.required<number>();
  /** A warning beside a record's name; '' when there is none. */
  readonly mark = input<(record: T) => string>(() => '');
  readonly bin = input(false);
  readonly ticks = input(false);
  readonly rowHeight = input.required<number>();
  readonly opened = output<T>();
  readonly sorted = output<string>();
  readonly restored = output<T>();
  /** The end of what is loaded comes near. */
  readonly reached = output();
  protected readonly words = inject(Words);
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);

  protected readonly info = computed(() => recordOf(this.of()));
  protected readonly names = computed(() => [...(this.ticks() ? ['select'] : []), ...this.columns().names(), ...(this.bin() ? ['restore'] : [])]);
  protected readonly places = computed(() => new Map(this.source().items().map(({ id }, index) => [id, index])));
  /** Rows of the whole list with its header; unknown where the count is. */
  protected readonly rows = computed(() => (this.source().total()?.totalIs === 'exact' ? (this.source().total()?.total ?? 0) + 1 : -1));
  protected readonly full = computed(() => this.selection().records().length === this.source().items().length);
  /** Fields that can be changed in their cell. */
  protected readonly editable = computed(() => {
    const layout = this.bin() || !this.session.can(`${this.info().name}.update`) ? null : this.layout();
    return new Set(layout ? fieldsOf(layout.change).filter(({ name, kind, labels }) => kind !== 'lines' && !labels && this.session.writes(this.of(), name)).map(({ name }) => name) : []);
  });
  /** Whether nothing locks this value of a record. */
  protected changes = (record: T, name: string): boolean => this.layout()?.locked?.(record)?.free.includes(name) ?? true;
  protected readonly cell = signal<{ field: Field; record: T; origin: Element } | null>(null);
  /** The list is scrolled sideways: the pinned column casts a shadow. */
  protected readonly aside = signal(false);
  protected readonly isNumber = isNumber;
  protected range = false;
  private offset = 0;

  constructor() {
    afterNextRender(() => {
      const element = this.viewport().elementRef.nativeElement;
      const follow = () => {
        this.aside.set(element.scrollLeft > 0);
        this.offset = element.scrollTop;
      };
      const measure = new ResizeObserver(() => this.columns().room.set(element.clientWidth));
      element.addEventListener('scroll', follow, { passive: true });
      measure.observe(element);
      this.injector.get(DestroyRef).onDestroy(() => measure.disconnect());
    });
  }

  protected text = (record: T) => this.formats.called(this.of(), record) || '—';
  protected link = (record: T) => ['/', this.info().path, record.id];
  protected trackId = (_: number, record: T) => record.id;
  protected direction = (name: string): 'ascending' | 'descending' | null => (this.sort() === name ? 'ascending' : this.sort() === `-${name}` ? 'descending' : null);
  protected edit(field: Field, record: T, button: Element): void {
    this.cell.set({ field, record, origin: button.closest('td') ?? button });
  }
  protected readonly replace = (record: RecordView): void => this.source().replace(record as T);

  protected more(): void {
    if (this.viewport().getRenderedRange().end >= this.source().items().length - 20) this.reached.emit();
  }

  scrolled = (): number => this.offset;
  scrollTo(offset: number): void {
    this.viewport().scrollToOffset(offset);
  }
  /** Brings a row into sight. */
  show(index: number): void {
    const viewport = this.viewport();
    const height = this.rowHeight();
    const [top, offset, room] = [index * height, viewport.measureScrollOffset(), viewport.getViewportSize() - 3 * height];
    if (top < offset || top > offset + room) viewport.scrollToOffset(Math.max(0, top - room / 2));
  }
  /** Changes the first value of a row that can be changed, or the one beside a field; at the end of a row the next one follows. */
  editRow(record: T | undefined, beside: { readonly name: string; readonly way: 1 | -1 } | null = null): void {
    if (!record) return;
    const fields = this.columns().fields().filter(({ name }) => this.editable().has(name) && this.changes(record, name));
    const at = beside ? fields.findIndex(({ name }) => name === beside.name) + beside.way : 0;
    const field = fields[at];
    if (!field) {
      const next = beside && fields.length > 0 ? this.source().items()[(this.places().get(record.id) ?? 0) + beside.way] : undefined;
      if (!next) return this.cell.set(null);
      const edge = beside?.way === 1 ? fields[0] : fields.at(-1);
      return edge && this.openCell(edge, next);
    }
    this.openCell(field, record);
  }
  private openCell(field: Field, record: T): void {
    this.show(this.places().get(record.id) ?? 0);
    const open = () => {
      const origin = this.host.nativeElement.querySelector(`tr[data-id="${record.id}"] td.cdk-column-${field.name}`);
      if (!origin) return;
      origin.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      this.cell.set({ field, record: this.source().items().find(({ id }) => id === record.id) ?? record, origin });
    };
    setTimeout(() => requestAnimationFrame(open));
  }
}
