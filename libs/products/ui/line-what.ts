import { ChangeDetectionStrategy, Component, computed, effect, ElementRef, inject, input, output, signal } from '@angular/core';
import { MatAutocompleteModule, MatAutocompleteTrigger, type MatAutocompleteSelectedEvent } from '@angular/material/autocomplete';
import type { Named } from '#kernel/model';
import { RefNames, T } from '#kernel/ui';
import type { Product } from '#products/model';
import type { Change, GridLine } from './grid-line.ts';

/** What a row is about: a product that is found by typing, or else the text that was typed. */
@Component({
  selector: 'crm-line-what',
  imports: [MatAutocompleteModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'text' },
  template: `
    <input data-column="what" autocomplete="off" [value]="shown()" [attr.aria-label]="'lineGrid.what' | t" [attr.aria-invalid]="bad() ? true : null" [title]="bad() ?? ''" [placeholder]="'lineGrid.whatHint' | t" [disabled]="disabled()"
      [matAutocomplete]="found" #trigger="matAutocompleteTrigger" (focus)="enter()" (input)="type($any($event.target).value)" (change)="settle()" (blur)="leave(trigger)" />
    <mat-autocomplete #found="matAutocomplete" panelWidth="min(360px, 80vw)" [autoActiveFirstOption]="!!typing()?.trim()" (optionSelected)="choose($event)" [displayWith]="nameOf">
      @for (option of options(); track option.id) {
        <mat-option [value]="option"><span class="option"><span>{{ option.name }}</span><small>@if (option.bundling) { {{ 'lineGrid.bundle' | t }} · } {{ option.code }}</small></span></mat-option>
      }
    </mat-autocomplete>
  `,
  styleUrl: './line-cell.scss',
  styles: '.option { position: static; display: flex; justify-content: space-between; gap: 12px; font-size: inherit; color: inherit; } .option span { position: static; font-size: inherit; color: inherit; } small { color: var(--mat-sys-on-surface-variant); }',
})
export class LineWhat {
  readonly line = input.required<GridLine>();
  readonly bad = input<string | null>(null);
  readonly disabled = input(false);
  readonly changed = output<Change>();
  /** The id of a bundle that was chosen: its components are what goes on the rows. */
  readonly bundled = output<string>();
  private readonly names = inject(RefNames);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly typing = signal<string | null>(null);
  protected readonly options = signal<readonly (Named & Partial<Product>)[]>([]);
  private readonly known = computed(() => (this.line().productId ? this.names.of('product', this.line().productId as string) : (this.line().description ?? '')));
  protected readonly shown = computed(() => this.typing() ?? this.known());
  private timer = 0;

  constructor() {
    effect(() => {
      this.known();
      this.typing.set(null);
    });
  }

  protected nameOf = (named: Named | string | null) => (typeof named === 'string' ? named : (named?.name ?? ''));
  /** What is empty offers products at once; what says something only once it is typed over. */
  protected enter(): void {
    if (this.known() === '') this.look('');
    else this.options.set([]);
  }
  protected type(text: string): void {
    this.typing.set(text);
    this.look(text);
  }
  protected look(text: string): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(async () => this.options.set(await this.names.find('product', text, { onSale: 'true' })), 120);
  }
  protected choose({ option }: MatAutocompleteSelectedEvent): void {
    const product = option.value as Named & Partial<Product>;
    this.names.learn('product', product.id, product.name);
    this.typing.set(null);
    if (product.bundling) this.bundled.emit(product.id);
    else this.changed.emit({ productId: product.id, description: this.line().productId ? this.line().description : null });
  }
  /** Text that names no product is what is sold; a click on a choice comes right after and wins. */
  protected settle(): void {
    const text = this.typing()?.trim();
    this.typing.set(null);
    if (text !== undefined && text !== this.known()) this.changed.emit({ productId: null, description: text === '' ? null : text, priceOrigin: null, listPrice: null });
  }
  protected leave(trigger: MatAutocompleteTrigger): void {
    this.settle();
    window.setTimeout(() => document.activeElement !== this.element.querySelector('input') && trigger.closePanel(), 200);
  }
}
