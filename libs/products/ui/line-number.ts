import { ChangeDetectionStrategy, Component, computed, input, output, signal } from '@angular/core';
import { fromTyped, grouped, typed } from '#kernel/ui';

/** A number in a cell of the grid. */
@Component({
  selector: 'crm-line-number',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<input inputmode="decimal" autocomplete="off" [value]="text()" [placeholder]="hint()" [attr.data-column]="column()" [attr.aria-label]="label()" [attr.aria-invalid]="bad() || null" [title]="bad() ?? ''" [disabled]="disabled()" (focus)="enter($any($event.target))" (blur)="inside.set(false)" (change)="changed.emit(read($any($event.target).value))" />@if (unit() && text()) { <span aria-hidden="true">{{ unit() }}</span> }`,
  styleUrl: './line-cell.scss',
})
export class LineNumber {
  readonly value = input.required<unknown>();
  readonly decimals = input.required<number>();
  readonly column = input.required<string>();
  readonly label = input.required<string>();
  readonly unit = input('');
  /** What stands there while it is empty. */
  readonly hint = input('');
  /** What is wrong with it. */
  readonly bad = input<string | null>(null);
  readonly disabled = input(false);
  readonly changed = output<number | string | null>();

  /** Numbers are grouped for reading, and plain while they are written. */
  protected readonly inside = signal(false);
  private readonly plain = computed(() => {
    const value = this.value();
    return typeof value === 'number' ? typed(value, this.decimals()) : ((value as string | null) ?? '');
  });
  protected readonly text = computed(() => (this.inside() ? this.plain() : grouped(this.plain())));

  protected enter(input: HTMLInputElement): void {
    this.inside.set(true);
    input.value = this.plain();
    input.select();
  }
  protected read = (text: string) => fromTyped(text, this.decimals());
}
