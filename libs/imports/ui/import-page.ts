import { ChangeDetectionStrategy, Component, computed, DestroyRef, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { DOCUMENT_KINDS, type ImportMapping, type ImportView, type ReadingChange } from '#imports/model';
import { Formats, Problems, Session, T, Toast } from '#kernel/ui';
import { Confirm } from '#workbench/ui';
import { ImportClient } from './import-client.ts';
import { ImportMap } from './import-map.ts';
import { ImportProblems, type ValueFix } from './import-problems.ts';
import { ImportReading } from './import-reading.ts';
import { ImportResults } from './import-results.ts';
import { ImportRows, type Correction } from './import-rows.ts';

const MOVING = ['checking', 'running', 'undoing'];
const PATHS: Record<string, string> = {
  user: 'users', customer: 'customers', contact: 'contacts', product: 'products', 'price-book': 'price-books', stock: 'stock', competitor: 'competitors', opportunity: 'opportunities',
  quote: 'quotes', contract: 'contracts', receivable: 'receivables', payment: 'payments',
}; // prettier-ignore

/** One import from its columns to its result. */
@Component({
  selector: 'crm-import-page',
  imports: [ImportMap, ImportProblems, ImportReading, ImportResults, ImportRows, MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './import-page.html',
  styleUrl: './import-page.scss',
})
export class ImportPage {
  readonly id = input.required<string>();
  private readonly client = inject(ImportClient);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  private readonly problems = inject(Problems);
  private readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly one = signal<ImportView | null>(null);
  protected readonly missing = signal<string | null>(null);
  private readonly targets = resource({ loader: () => this.client.targets() });
  protected readonly fields = computed(() => (this.targets.hasValue() ? (this.targets.value()[this.one()?.kind ?? ''] ?? []) : []));
  protected readonly step = computed(() => {
    const state = this.one()?.state;
    if (state === 'uploaded' || state === 'failed') return 1;
    return state === 'checking' || state === 'checked' ? 2 : 3;
  });
  /** What an import is about to write, or has written. */
  protected readonly writes = computed(() => (this.one()?.report?.create ?? 0) + (this.one()?.report?.update ?? 0));
  /** Others look at a file, and may take back what it wrote; whoever brought it changes and runs it. */
  protected readonly mine = computed(() => this.one()?.userId === this.session.me()?.user.id);
  protected readonly moving = computed(() => MOVING.includes(this.one()?.state ?? ''));
  protected readonly path = computed(() => PATHS[this.one()?.kind ?? ''] ?? '');
  protected readonly also = computed(() => Object.entries(this.one()?.report?.also ?? {}).map(([kind, n]) => `${n} × ${kind}`).join(', '));
  /** Rows are read and written, records taken back. */
  protected readonly whole = computed(() => (this.one()?.state === 'undoing' ? Math.max(this.writes(), this.one()?.done ?? 0) : (this.one()?.rows ?? 0)));
  protected readonly percent = computed(() => Math.round(((this.one()?.done ?? 0) / Math.max(1, this.whole())) * 100));
  /** The rows of a file are parts of its records. */
  protected readonly documents = computed(() => DOCUMENT_KINDS.some((kind) => kind === this.one()?.kind));
  /** The columns are shown again after a check. */
  protected readonly mapping = signal(false);

  constructor() {
    let timer = 0;
    effect(() => {
      const id = this.id();
      untracked(() => void this.load(id));
    });
    effect(() => {
      const again = this.moving();
      this.one();
      clearTimeout(timer);
      if (again) timer = window.setTimeout(() => void this.load(this.id()), 400);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }

  protected async check(mapping: ImportMapping): Promise<void> {
    await this.attempt(async () => {
      await this.client.map(this.id(), mapping);
      this.one.set(await this.client.start(this.id(), 'check'));
      this.mapping.set(false);
    });
  }
  /** Puts the replacements of one cause into the mapping and checks again. */
  protected async fix({ target, values }: ValueFix): Promise<void> {
    const mapping = this.one()?.mapping;
    if (!mapping) return;
    const columns = mapping.columns.map((rule) => (rule.target === target ? { ...rule, values: [...rule.values.filter(({ from }) => !values.some((one) => one.from === from)), ...values] } : rule));
    await this.check({ ...mapping, columns });
  }
  protected async start(phase: 'run' | 'pause' | 'cancel'): Promise<void> {
    await this.attempt(async () => this.one.set(await this.client.start(this.id(), phase)));
  }
  protected async reread(reading: Partial<ReadingChange>): Promise<void> {
    await this.attempt(async () => this.one.set(await this.client.reread(this.id(), reading)));
  }
  protected async correct({ line, column, value }: Correction): Promise<void> {
    await this.attempt(async () => this.one.set(await this.client.correct(this.id(), line, { column, value })));
  }
  protected async undo(): Promise<void> {
    if (await this.confirm.ask('import.undoQuestion', 'import.undo')) await this.attempt(async () => this.one.set(await this.client.start(this.id(), 'undo')));
  }
  protected async download(): Promise<void> {
    await this.attempt(async () => {
      const href = URL.createObjectURL(await this.client.badRows(this.id()));
      Object.assign(document.createElement('a'), { href, download: `${this.one()?.name ?? 'import'}.problems.csv` }).click();
      URL.revokeObjectURL(href);
    });
  }

  private async load(id: string): Promise<void> {
    try {
      this.one.set(await this.client.get(id));
    } catch (error) {
      this.missing.set(this.problems.say(error));
    }
  }
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
