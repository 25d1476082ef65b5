import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { ICONS, type IconName } from './icons.ts';

/** An icon; decoration only, so it is hidden from screen readers. */
@Component({
  selector: 'crm-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true', '[innerHTML]': 'svg()' },
  template: '',
  styles: ':host { display: inline-flex; width: 20px; height: 20px; flex: none; } :host ::ng-deep svg { width: 100%; height: 100%; fill: currentColor; }',
})
export class Icon {
  readonly name = input.required<IconName>();
  private readonly sanitizer = inject(DomSanitizer);
  protected readonly svg = computed(() => this.sanitizer.bypassSecurityTrustHtml(ICONS[this.name()]));
}
