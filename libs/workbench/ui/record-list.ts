import { LiveAnnouncer } from '@angular/cdk/a11y';
import { afterNextRender, ChangeDetectionStrategy, Component, computed, DestroyRef, effect, ElementRef, inject, Injector, input, signal, untracked, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { fieldOf, recordOf, type Class, type RecordView } from '#kernel/model';
import { Appearance, Formats, Icon, Keys, Problems, Session, Toast, T, Words } from '#kernel/ui';
import { ColumnChooser } from './column-chooser.ts';
import { FilterBar } from './filter-bar.ts';
import { ListCards } from './list-cards.ts';
import { ListColumns } from './list-columns.ts';
import { ListExport } from './list-export.ts';
import { listKeys } from './list-keys.ts';
import { ListMemory } from './list-memory.ts';
import { ListSelection } from './list-selection.ts';
import { ListSource } from './list-source.ts';
import { askedOf, filtersOf, understood, type View } from './list-state.ts';
import { ListTable } from './list-table.ts';
import { ListTotals } from './list-totals.ts';
import { ListViews } from './list-views-state.ts';
import { onPhone } from './narrow.ts';
import { OrSample } from './or-sample.ts';
import { Editor, type FormLayout } from './record-editor.ts';
import { Preview } from './record-preview.ts';
import { Records, type Query } from './records.ts';
import { SelectionBar } from './selection-bar.ts';
import { ViewTabs } from './view-tabs.ts';

/** The list page of a kind of record: views, search, filters, sorting, columns, totals; its address is its state. */
@Component({
  selector: 'crm-record-list',
  imports: [ColumnChooser, FilterBar, Icon, ListCards, ListTable, MatButton, MatMenuModule, OrSample, RouterLink, SelectionBar, T, ViewTabs],
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
  /** What `mark` looks at. */
  readonly marks = input<readonly (keyof NoInfer<T> & string)[]>([]);

  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly records = inject(Records);
  private readonly memory = inject(ListMemory);
  private readonly editor = inject(Editor);
  private readonly toast = inject(Toast);
  private readonly previews = inject(Preview);
  private readonly exporting = inject(ListExport);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly words = inject(Words);
  protected readonly session = inject(Session);
  protected readonly problems = inject(Problems);
  protected readonly formats = inject(Formats);
  private readonly appearance = inject(Appearance);
  private readonly table = viewChild<ListTable<T>>(ListTable);
  private readonly cards = viewChild<ListCards<T>>(ListCards);
  private readonly body = computed(() => this.table() ?? this.cards());

  private readonly queryParams = toSignal(this.route.queryParams, { requireSync: true });
  protected readonly params = computed(() => this.queryParams() as Query);
  protected readonly info = computed(() => recordOf(this.of()));
  protected readonly source = computed(() => new ListSource<T>(this.of(), this.records, this.fields));
  protected readonly current = signal(-1);
  protected readonly phone = onPhone();
  protected readonly rowHeight = computed(() => (this.appearance.density() === 'compact' ? 34 : 44));
  protected readonly mayCreate = computed(() => this.layout() !== null && this.session.can(`${this.info().name}.create`));
  protected readonly bin = computed(() => this.params()['deleted'] === 'true');
  /** What the server is asked; parts of the address the list does not know are told, not asked. */
  private readonly asked = computed(() => understood(this.of(), this.params()), { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  protected readonly query = computed(() => this.asked().query);
  protected readonly lost = computed(() => this.asked().lost);
  protected readonly filtered = computed(() => 'q' in this.query() || this.bin() || filtersOf(this.of(), this.query()).length > 0);
  protected readonly sort = computed(() => this.query()['sort'] ?? this.info().order);
  protected readonly title = computed(() => this.words.t(`${this.info().name}.many`));
  protected readonly tabs = new ListViews(this.of, this.views, this.params);
  protected readonly ticks = computed(() => this.session.can(`${this.info().name}.bulk`));
  /** The address, or what this browser remembers of the list's own views. */
  private readonly looks = (key: string) => this.params()[key] ?? (this.tabs.active()?.saved ? '' : (localStorage.getItem(`rapport.${key}.${this.info().path}`) ?? ''));
  protected readonly layoutOf = new ListColumns(this.of, computed(() => this.looks('columns').split(',').filter((part) => this.shows(part.split(':')[0] ?? '')).join(',')), computed(() => this.columns().filter((name) => this.shows(name))), computed(() => ({ ticks: this.ticks(), bin: this.bin() })), (text) => this.look('columns', text));
  private readonly fields = computed(() => askedOf(this.of(), [...this.layoutOf.names(), ...this.card(), ...this.marks()]).filter((name) => this.shows(name)));
  protected readonly totalled = computed(() => this.looks('totals') === '1');
  protected readonly totals = new ListTotals(this.of, this.layoutOf.fields, computed(() => this.source().shown()), this.totalled);
  protected readonly cardFields = computed(() => this.card().filter((name) => this.shows(name)).flatMap((name) => fieldOf(this.of(), name) ?? []));
  protected readonly chipField = computed(() => this.layoutOf.fields().find(({ tones }) => tones));
  private readonly total = computed(() => this.source().total()?.total ?? 0);
  protected readonly selection = computed(() => new ListSelection<T>(this.source().items, this.total));
  protected readonly selecting = signal(false);
  /** The address a view is saved with: what is shown is written out. */
  protected readonly whole = computed<Query>(() => ({ ...this.params(), ...(this.looks('columns') ? { columns: this.layoutOf.text() } : {}), ...(this.totalled() ? { totals: '1' } : {}) }));

  constructor() {
    const arrival = this.router.currentNavigation();
    const back = arrival?.trigger === 'popstate' || arrival?.extras.state?.['back'] === true;
    let first = true;
    effect(() => {
      const query = this.query();
      const source = this.source();
      const home = first && back ? null : this.tabs.home();
      if (home === 'unknown') return;
      const kept = first && back ? untracked(() => this.memory.recall(this.router.url)) : null;
      first = false;
      untracked(() => {
        if (home) return void this.router.navigate([], { relativeTo: this.route, queryParams: home, replaceUrl: true });
        this.selection().clear();
        if (kept) return this.restore(kept);
        this.current.set(-1);
        void source.load(query);
      });
    });
    effect(() => this.fields() && untracked(() => void this.source().widen(this.query())));
    effect(() => {
      if (this.params()['create'] === '1' && this.layout()) untracked(() => void this.create());
    });
    let counted = 0;
    effect(() => {
      const n = this.selection().count();
      if (n !== counted) void this.announcer.announce(this.words.t('ui.selected', { n: this.formats.number(n) }));
      counted = n;
    });
    const url = { now: this.router.url };
    effect(() => {
      this.params();
      url.now = this.router.url;
    });
    inject(DestroyRef).onDestroy(() => this.keep(url.now));
    inject(Keys).use(...listKeys(this.host.nativeElement, {
      tick: () => this.tick(), create: () => void (this.mayCreate() && this.create()), step: (by) => void this.step(by), extend: (by) => this.extend(by), preview: () => this.preview(),
      open: () => this.openCurrent(), edit: () => this.table()?.editRow(this.source().items()[Math.max(0, this.current())]), clear: () => this.clear(), deselect: () => this.selection().clear(),
    })); // prettier-ignore
  }

  protected open(record: T): void {
    if (this.bin()) return;
    this.keep(this.router.url);
    void this.router.navigate(['/', this.info().path, record.id]);
  }
  protected text = (record: T) => this.formats.called(this.of(), record) || '—';

  protected search(event: Event): void {
    this.go({ q: (event.target as HTMLInputElement).value.trim() || null });
  }
  private shows(name: string): boolean {
    return this.session.shows(this.of(), name);
  }
  protected sortBy(name: string): void {
    if (!this.session.reads(this.of(), name)) return;
    this.go({ sort: this.sort() === name ? `-${name}` : name });
  }
  protected toggleTotals = () => this.look('totals', this.totalled() ? null : '1');
  protected go(changes: Record<string, string | null>): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: changes, queryParamsHandling: 'merge' });
  }
  /** Drops every filter; the view stays at hand, changed. */
  protected clear(): void {
    const { view, columns, totals, sort } = this.params();
    const kept = { view: view ?? this.tabs.bare()['view'], columns, totals, sort };
    void this.router.navigate([], { relativeTo: this.route, queryParams: Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) });
  }
  protected reload(): void {
    void this.source().load(this.query());
  }
  protected readonly reloadAll = (): void => {
    this.selection().clear();
    this.reload();
  };
  protected more(): void {
    void this.source().more(this.query());
  }
  protected async viewsWritten(then: Query | null): Promise<void> {
    await this.tabs.reload();
    if (then) await this.router.navigate([], { relativeTo: this.route, queryParams: then });
  }

  protected async create(): Promise<void> {
    const layout = this.layout();
    if (!layout) return;
    if (this.params()['create']) this.go({ create: null });
    const made = await this.editor.open(layout);
    if (made) this.reload();
  }
  protected exportAll(format: 'csv' | 'xlsx'): void {
    void this.exporting.run({ kind: this.info().name, ids: [], query: new URLSearchParams({ ...this.query() }).toString() }, this.layoutOf.names(), format);
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

  /** Keeps how the list looks: in the address, and for the list's own views in this browser. */
  private look(key: 'columns' | 'totals', text: string | null): void {
    if (!this.tabs.active()?.saved) {
      if (text) localStorage.setItem(`rapport.${key}.${this.info().path}`, text);
      else localStorage.removeItem(`rapport.${key}.${this.info().path}`);
    }
    void this.router.navigate([], { relativeTo: this.route, queryParams: { [key]: text }, queryParamsHandling: 'merge', replaceUrl: true });
  }
  private step(by: number): T | null {
    const items = this.source().items();
    if (items.length === 0) return null;
    this.current.update((now) => Math.max(0, Math.min(items.length - 1, now + by)));
    this.body()?.show(this.current());
    if (this.current() >= items.length - 20) this.more();
    return items[this.current()] ?? null;
  }
  private extend(by: number): void {
    const start = this.source().items()[this.current()];
    if (start && this.ticks()) this.selection().add(start);
    const next = this.step(by);
    if (next && this.ticks()) this.selection().add(next);
  }
  private tick(): void {
    const record = this.source().items()[this.current()];
    if (record && this.ticks()) this.selection().toggle(record);
  }
  private preview(): void {
    const record = this.source().items()[this.current()] ?? this.step(1);
    const layout = this.layout();
    if (record && layout) this.previews.open(layout as unknown as FormLayout, record, (by) => this.step(by));
  }
  private openCurrent(): void {
    const record = this.source().items()[this.current()];
    if (record) this.open(record);
  }
  private keep(url: string): void {
    if (!this.source().total()) return;
    this.memory.keep(this.info().path, { url, ...this.source().remember(), scroll: this.body()?.scrolled() ?? 0, ...this.selection().remember(), current: this.current() });
  }
  private restore(kept: Parameters<ListSource<T>['recall']>[0]): void {
    this.source().recall(kept, this.query());
    this.selection().recall(kept.selected, kept.whole);
    this.current.set(kept.current);
    afterNextRender(() => setTimeout(() => this.body()?.scrollTo(kept.scroll)), { injector: this.injector });
  }
}
