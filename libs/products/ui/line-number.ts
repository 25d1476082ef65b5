import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { fromTyped, typed } from '#kernel/ui';

/** A number in a cell of the grid. */
@Component({
  selector: 'crm-line-number',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<input inputmode="decimal" autocomplete="off" [value]="text()" [placeholder]="hint()" [attr.data-column]="column()" [attr.aria-label]="label()" [attr.aria-invalid]="bad() || null" [title]="bad() ?? ''" [disabled]="disabled()" (focus)="$any($event.target).select()" (change)="changed.emit(read($any($event.target).value))" />@if (unit() && text()) { <span aria-hidden="true">{{ unit() }}</span> }`,
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

  protected readonly text = computed(() => {
    const value = this.value();
    return typeof value === 'number' ? typed(value, this.decimals()) : ((value as string | null) ?? '');
  });
  protected read = (text: string) => fromTyped(text, this.decimals());
}
