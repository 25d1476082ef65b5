import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { T } from '#kernel/ui';
import { Samples } from '#settings/ui';

/** Says on the first page that a sample company is here, and takes it out. */
@Component({
  selector: 'crm-sample-banner',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (samples.standing.hasValue() && samples.standing.value().records > 0) { <p role="status"><span>{{ 'sample.there' | t }}</span> <button matButton (click)="samples.remove()" [disabled]="samples.busy()">{{ 'sample.remove' | t }}</button></p> }`,
  styles: 'p { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; margin: 0 0 16px; padding: 4px 8px 4px 16px; border-radius: 10px; background: var(--mat-sys-primary-container); color: var(--mat-sys-on-primary-container); } span { flex: 1; min-width: 200px; } button { --mat-button-text-label-text-color: currentColor; }',
})
export class SampleBanner {
  protected readonly samples = inject(Samples);
}
