import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { NARROWEST, WIDEST, type ListColumns } from './list-columns.ts';

/** The edge of a column: drag it, or move it with the arrow keys; a double click or Home gives the width back. */
@Component({
  selector: 'crm-column-grip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '',
  host: {
    role: 'separator', tabindex: '0', 'aria-orientation': 'vertical',
    '[attr.aria-label]': 'label()', '[attr.aria-valuenow]': 'columns().width(name())', '[attr.aria-valuemin]': 'least', '[attr.aria-valuemax]': 'most',
    '(pointerdown)': 'grab($event)', '(keydown)': 'press($event)', '(dblclick)': 'columns().settle(name(), null)', '(click)': '$event.stopPropagation()',
  }, // prettier-ignore
  styles: `
    :host { position: absolute; inset-block: 0; inset-inline-end: 0; z-index: 2; width: 13px; cursor: col-resize; touch-action: none; }
    :host::after { content: ''; position: absolute; inset-block: 9px; inset-inline-end: 0; width: 1px; background: var(--mat-sys-outline-variant); }
    :host(:hover)::after, :host(:focus-visible)::after, :host(:active)::after { inset-block: 0; width: 2px; background: var(--mat-sys-primary); }
    :host(:focus-visible) { outline-offset: -2px; }
  `,
})
export class ColumnGrip {
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly columns = input.required<ListColumns>();
  protected readonly least = NARROWEST;
  protected readonly most = WIDEST;

  protected grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const grip = event.target as HTMLElement;
    const [start, name, columns] = [event.clientX, this.name(), this.columns()];
    const before = columns.width(name);
    const way = getComputedStyle(grip).direction === 'rtl' ? -1 : 1;
    const width = (now: PointerEvent) => before + (now.clientX - start) * way;
    const move = (now: PointerEvent) => columns.drag(name, width(now));
    const end = (now: PointerEvent) => {
      grip.removeEventListener('pointermove', move);
      if (now.type === 'pointerup' && now.clientX !== start) columns.settle(name, width(now));
    };
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener('pointermove', move);
    for (const type of ['pointerup', 'pointercancel'] as const) grip.addEventListener(type, end, { once: true });
  }

  protected press(event: KeyboardEvent): void {
    const step = { ArrowLeft: -10, ArrowRight: 10 }[event.key];
    if (step === undefined && event.key !== 'Home') return;
    event.preventDefault();
    const columns = this.columns();
    columns.settle(this.name(), step === undefined ? null : columns.width(this.name()) + step * (event.shiftKey ? 5 : 1));
  }
}
