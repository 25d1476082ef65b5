import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { check, type Class, type Fault, type Named } from '#kernel/model';
import { Formats, Icon, problemOf, Problems, RefNames, Session, T, Toast, Words } from '#kernel/ui';
import { Records, RefControl, typedFirst } from '#workbench/ui';
import { Product, ProductChange } from '#products/model';
import { moved } from './grid-line.ts';
import { LineNumber } from './line-number.ts';

/** A component as it is written: what is no number yet stays text. */
interface PartRow {
  readonly productId: string | null;
  readonly quantity: number | string | null;
}

/** What a bundle consists of, written row by row and saved together. */
@Component({
  selector: 'crm-bundle-parts',
  imports: [Icon, LineNumber, MatButton, MatIconButton, RefControl, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown)': 'press($event)' },
  templateUrl: './bundle-parts.html',
  styleUrl: './bundle-parts.scss',
})
export class BundleParts {
  readonly product = input.required<Product>();
  private readonly records = inject(Records);
  private readonly names = inject(RefNames);
  private readonly toast = inject(Toast);
  private readonly problems = inject(Problems);
  private readonly words = inject(Words);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly within = { onSale: 'true', 'bundling.empty': 'true' };

  protected readonly may = computed(() => this.session.can('product.update') && this.session.writes(Product, 'parts'));
  private readonly stored = computed(() => this.product().parts.map((part): PartRow => this.known(part)));
  /** What is being written stays until another version of the bundle is there. */
  protected readonly rows = linkedSignal({ source: () => `${this.product().id} ${this.product().version}`, computation: (): readonly PartRow[] => untracked(this.stored) });
  protected readonly dirty = computed(() => JSON.stringify(this.rows()) !== JSON.stringify(this.stored()));
  protected readonly saving = signal(false);
  private readonly faults = signal<readonly Fault[]>([]);

  protected nameOf = ({ productId }: PartRow) => (productId ? this.names.of('product', productId) : '');
  protected wrong = (row: number, field = ''): string | null => {
    const fault = this.faults().find(({ pointer }) => pointer.startsWith(`/parts/${row}/${field}`));
    return fault ? this.problems.sentence(fault.code, fault.params) : null;
  };

  protected add(): void {
    this.write([...this.rows(), { productId: null, quantity: 1000 }]);
    this.focus(this.rows().length - 1);
  }
  protected drop(row: number): void {
    this.write(this.rows().filter((_, at) => at !== row));
    this.focus(Math.min(row, this.rows().length - 1));
  }
  protected set(row: number, change: Partial<PartRow>): void {
    this.write(this.rows().map((one, at) => (at === row ? { ...one, ...change } : one)));
  }
  protected move(row: number, by: number): void {
    const to = row + by;
    if (to < 0 || to >= this.rows().length) return;
    this.write(moved(this.rows(), row, to));
    void this.announcer.announce(this.words.t('lineGrid.movedTo', { n: to + 1 }));
    this.focus(to);
  }
  protected discard(): void {
    this.write(this.stored());
  }

  protected async save(): Promise<void> {
    if (this.saving() || !this.dirty()) return;
    const body = { parts: this.rows().filter(({ productId, quantity }, at) => productId !== null || quantity !== 1000 || at < this.stored().length) };
    this.faults.set(check(ProductChange as unknown as Class, body));
    if (this.faults().length > 0) return;
    this.saving.set(true);
    try {
      await this.records.change(Product, this.product(), body);
      this.toast.show('product.parts.saved', { name: this.product().name });
    } catch (error) {
      this.faults.set((problemOf(error).errors ?? []).filter(({ pointer }) => pointer.startsWith('/parts/')));
      if (this.faults().length === 0) this.toast.fail(error);
    }
    this.saving.set(false);
  }

  protected press(event: KeyboardEvent): void {
    const input = event.target as HTMLElement;
    const row = Number(input.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? NaN);
    if (!this.may() || event.isComposing || event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 's') typedFirst(event, () => void this.save());
    else if (Number.isNaN(row)) return;
    else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) typedFirst(event, () => this.move(row, event.key === 'ArrowUp' ? -1 : 1));
    else if (event.key === 'Enter' && input.dataset['column'] === 'quantity') typedFirst(event, () => (row + 1 === this.rows().length ? this.add() : this.focus(row + 1)));
  }
  private known(part: { readonly productId: string; readonly quantity: number; readonly product?: Named | null }): PartRow {
    if (part.product?.name) this.names.learn('product', part.productId, part.product.name);
    return { productId: part.productId, quantity: part.quantity };
  }
  private write(rows: readonly PartRow[]): void {
    this.rows.set(rows);
    this.faults.set([]);
  }
  private focus(row: number): void {
    window.setTimeout(() => this.element.querySelector<HTMLElement>(row < 0 ? 'button' : `[data-row="${row}"] input`)?.focus());
  }
}
