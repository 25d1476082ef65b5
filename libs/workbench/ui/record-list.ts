import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { CdkVirtualScrollViewport, ScrollingModule } from '@angular/cdk/scrolling';
import { afterNextRender, ChangeDetectionStrategy, Component, computed, DestroyRef, effect, ElementRef, inject, Injector, input, signal, untracked, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatMenuModule } from '@angular/material/menu';
import { MatTableModule } from '@angular/material/table';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { fieldOf, fieldsOf, recordOf, type Class, type Field, type RecordView } from '#kernel/model';
import { Appearance, Formats, Icon, Keys, Problems, Session, Toast, T, Words } from '#kernel/ui';
import { CellEditor } from './cell-editor.ts';
import { Avatar } from './chips.ts';
import { ColumnMenu } from './column-menu.ts';
import { FilterBar } from './filter-bar.ts';
import { ListExport } from './list-export.ts';
import { ListMemory, type RememberedList } from './list-memory.ts';
import { ListSelection } from './list-selection.ts';
import { ListSource } from './list-source.ts';
import { columnsOf, columnWidth, isNumber, isView, queryOf, type View } from './list-state.ts';
import { narrow } from './narrow.ts';
import { Editor, type FormLayout } from './record-editor.ts';
import { Preview } from './record-preview.ts';
import { Records, type Query } from './records.ts';
import { SavedViews } from './saved-views.ts';
import { SelectionBar } from './selection-bar.ts';
import { Value } from './value.ts';

type Row<T> = T & Record<string, unknown>;

/** The list page of a kind of record: views, search, filters, sorting, columns; its address is its state. */
@Component({
  selector: 'crm-record-list',
  imports: [Avatar, CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, CellEditor, ColumnMenu, FilterBar, Icon, MatButton, MatCheckbox, MatMenuModule, MatTableModule, RouterLink, SavedViews, ScrollingModule, SelectionBar, T, Value],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './record-list.html',
  styleUrl: './record-list.scss',
})
export class RecordList<T extends RecordView> {
  readonly of = input.required<Class<T>>();
  readonly columns = input.required<readonly (keyof NoInfer<T> & string)[]>();
  readonly views = input<readonly View[]>([]);
  readonly layout = input<FormLayout<T> | null>(null);
  /** Fields of the second line of a card on a phone. */
  readonly card = input<readonly (keyof NoInfer<T> & string)[]>([]);

  /** A warning beside a record's name; '' when there is none. */
  readonly mark = input<(record: T) => string>(() => '');

  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly records = inject(Records);
  private readonly memory = inject(ListMemory);
  private readonly editor = inject(Editor);
  private readonly toast = inject(Toast);
  private readonly previews = inject(Preview);
  private readonly exporting = inject(ListExport);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly words = inject(Words);
  protected readonly session = inject(Session);
  protected readonly problems = inject(Problems);
  protected readonly formats = inject(Formats);
  private readonly appearance = inject(Appearance);
  private readonly viewport = viewChild(CdkVirtualScrollViewport);

  private offset = 0;
  private readonly queryParams = toSignal(this.route.queryParams, { requireSync: true });
  protected readonly params = computed(() => this.queryParams() as Query);
  protected readonly info = computed(() => recordOf(this.of()));
  protected readonly source = computed(() => new ListSource<T>(this.of(), this.records));
  protected readonly current = signal(-1);
  protected readonly phone = narrow('(max-width: 767px)');
  protected readonly rowHeight = computed(() => (this.phone() ? 72 : this.appearance.density() === 'compact' ? 34 : 44));
  protected readonly mayCreate = computed(() => this.layout() !== null && this.session.can(`${this.info().name}.create`));
  protected readonly bin = computed(() => this.params()['deleted'] === 'true');
  protected readonly filtered = computed(() => Object.keys(queryOf(this.params())).some((key) => key !== 'sort'));
  protected readonly sort = computed(() => this.params()['sort'] ?? this.info().order);
  protected readonly title = computed(() => this.words.t(`${this.info().name}.many`));
  protected readonly tabs = computed(() => this.views().map((view) => ({ ...view, label: this.words.t(`${this.info().name}.view.${view.key}`), active: isView(view, this.params()) })));

  /** Whether the address is one of the list's own views. */
  protected readonly known = computed(() => this.tabs().some(({ active }) => active));
  protected readonly shown = computed(() => {
    const stored = this.params()['columns'] ?? localStorage.getItem(this.storageKey()) ?? '';
    const known = new Set(columnsOf(this.of()).map(({ name }) => name));
    const chosen = stored.split(',').filter((name) => known.has(name));
    return chosen.length > 0 ? chosen : [...this.columns()];
  });
  protected readonly fields = computed(() => this.shown().flatMap((name) => fieldOf(this.of(), name) ?? []));
  protected readonly cardFields = computed(() => this.card().flatMap((name) => fieldOf(this.of(), name) ?? []));
  protected readonly chipField = computed(() => this.fields().find(({ tones }) => tones));
  protected readonly selection = computed(() => new ListSelection<T>(this.source().items));
  /** Fields that can be changed in their cell. */
  protected readonly editable = computed(() => {
    const layout = this.bin() || !this.session.can(`${this.info().name}.update`) ? null : this.layout();
    return new Set(layout ? fieldsOf(layout.change).filter(({ kind, labels }) => kind !== 'lines' && !labels).map(({ name }) => name) : []);
  });
  protected readonly cell = signal<{ field: Field; record: T; origin: CdkOverlayOrigin } | null>(null);
  protected readonly tickable = computed(() => this.session.can(`${this.info().name}.bulk`));
  protected readonly names = computed(() => [...(this.tickable() ? ['select'] : []), ...this.fields().map(({ name }) => name), ...(this.bin() ? ['restore'] : [])]);
  protected readonly width = computed(() => this.fields().reduce((sum, field) => sum + this.widthOf(field), 52));
  protected readonly isNumber = isNumber;
  protected widthOf = (field: Field) => columnWidth(field, field.name === this.info().title);
  private readonly storageKey = computed(() => `rapport.columns.${this.info().path}`);

  constructor() {
    const arrival = this.router.currentNavigation();
    const back = arrival?.trigger === 'popstate' || arrival?.extras.state?.['back'] === true;
    let first = true;
    effect(() => {
      const query = queryOf(this.params());
      const source = this.source();
      const kept = first && back ? untracked(() => this.memory.recall(this.router.url)) : null;
      first = false;
      untracked(() => (kept ? this.restore(source, kept) : void source.load(query)));
    });
    effect(() => {
      if (this.params()['create'] === '1' && this.layout()) untracked(() => void this.create());
    });
    const url = { now: this.router.url };
    effect(() => {
      this.params();
      url.now = this.router.url;
    });
    inject(DestroyRef).onDestroy(() => this.keep(url.now));
    inject(Keys).use(
      { keys: 'x', does: 'ui.keySelect', run: () => this.tick() },
      { keys: 'c', does: 'ui.keyCreate', run: () => void (this.mayCreate() && this.create()) },
      { keys: '/', does: 'ui.keySearch', run: () => this.host.nativeElement.querySelector<HTMLInputElement>('.search input')?.focus() },
      { keys: 'f', does: 'ui.keyFilter', run: () => this.host.nativeElement.querySelector<HTMLButtonElement>('crm-filter-bar .add')?.click() },
      { keys: 'j', does: 'ui.keyNext', run: () => this.step(1) },
      { keys: 'k', does: 'ui.keyPrevious', run: () => this.step(-1) },
      { keys: ' ', does: 'ui.keyPreview', run: () => this.preview() },
      { keys: 'Enter', does: 'ui.keyOpen', run: () => this.openCurrent() },
      { keys: 'F', does: 'ui.clearFilters', run: () => this.clear() },
    );
  }

  protected open(record: T): void {
    if (this.bin()) return;
    this.keep(this.router.url);
    void this.router.navigate(['/', this.info().path, record.id]);
  }
  protected link = (record: T) => ['/', this.info().path, record.id];
  protected row = (record: T) => record as Row<T>;
  protected text = (record: T) => String((record as Row<T>)[this.info().title] ?? '') || '—';
  protected trackId = (_: number, record: T) => record.id;

  protected search(event: Event): void {
    this.go({ q: (event.target as HTMLInputElement).value.trim() || null });
  }
  protected sortBy(name: string): void {
    if (!fieldOf(this.of(), name)?.sort) return;
    this.go({ sort: this.sort() === name ? `-${name}` : name });
  }
  protected direction(name: string): 'ascending' | 'descending' | null {
    return this.sort() === name ? 'ascending' : this.sort() === `-${name}` ? 'descending' : null;
  }
  protected choose(columns: readonly string[]): void {
    if (columns.length > 0) localStorage.setItem(this.storageKey(), columns.join(','));
    else localStorage.removeItem(this.storageKey());
    this.go({ columns: columns.length > 0 ? columns.join(',') : null });
  }
  protected go(changes: Record<string, string | null>): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: changes, queryParamsHandling: 'merge' });
  }
  protected clear(): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: {} });
  }
  protected reload(): void {
    void this.source().load(queryOf(this.params()));
  }
  protected readonly reloadAll = (): void => {
    this.selection().clear();
    this.reload();
  };
  protected more(): void {
    this.offset = this.viewport()?.measureScrollOffset() ?? 0;
    const end = this.viewport()?.getRenderedRange().end ?? 0;
    if (end >= this.source().items().length - 20) void this.source().more(queryOf(this.params()));
  }

  protected async create(): Promise<void> {
    const layout = this.layout();
    if (!layout) return;
    if (this.params()['create']) this.go({ create: null });
    const made = await this.editor.open(layout);
    if (made) this.reload();
  }
  protected exportAll(format: 'csv' | 'xlsx'): void {
    const query = new URLSearchParams({ ...queryOf(this.params()) }).toString();
    void this.exporting.run({ kind: this.info().name, ids: [], query }, this.shown(), format);
  }
  protected async restoreRecord(record: T): Promise<void> {
    try {
      await this.records.restore(this.of(), record.id);
      this.toast.show('ui.restored', { name: this.text(record) });
      this.reload();
    } catch (error) {
      this.toast.fail(error);
    }
  }

  protected settle(saved: RecordView | null): void {
    this.cell.set(null);
    if (saved) this.source().replace(saved as T);
  }

  private step(by: number): void {
    const last = this.source().items().length - 1;
    this.current.update((now) => Math.max(0, Math.min(last, now + by)));
    const viewport = this.viewport();
    const top = this.current() * this.rowHeight();
    const offset = viewport?.measureScrollOffset() ?? 0;
    const height = (viewport?.getViewportSize() ?? 0) - 2 * this.rowHeight();
    if (top < offset || top > offset + height) viewport?.scrollToOffset(Math.max(0, top - height / 2));
  }
  private tick(): void {
    const record = this.source().items()[this.current()];
    if (record && this.tickable()) this.selection().toggle(record);
  }
  private preview(): void {
    const record = this.source().items()[this.current()];
    const layout = this.layout();
    if (record && layout) this.previews.open(layout as unknown as FormLayout, record);
  }
  private openCurrent(): void {
    const record = this.source().items()[this.current()];
    if (record) this.open(record);
  }
  private keep(url: string): void {
    if (this.source().total()) this.memory.keep(this.info().path, this.source().remember(url, this.offset));
  }
  private restore(source: ListSource<T>, kept: RememberedList): void {
    source.recall(kept);
    afterNextRender(() => setTimeout(() => this.viewport()?.scrollToOffset(kept.scroll)), { injector: this.injector });
  }
}
