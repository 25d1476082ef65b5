import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { ICONS, type IconName } from './icons.ts';

/** An icon; decoration only, so it is hidden from screen readers. */
@Component({
  selector: 'crm-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true' },
  template: '<svg viewBox="0 -960 960 960"><path [attr.d]="path()" /></svg>',
  styles: ':host { display: inline-flex; width: 20px; height: 20px; flex: none; } svg { width: 100%; height: 100%; fill: currentColor; }',
})
export class Icon {
  readonly name = input.required<IconName>();
  /** The line of the icon alone: a file never becomes markup. */
  protected readonly path = computed(() => / d="([^"]+)"/.exec(ICONS[this.name()])?.[1] ?? '');
}
