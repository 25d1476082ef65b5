import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { T } from '#kernel/ui';
import { Samples } from './samples.ts';

/** Brings the sample company in, or takes it out again. */
@Component({
  selector: 'crm-sample-card',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (samples.standing.hasValue()) {
      <section id="sample">
        <h2>{{ 'setting.sample' | t }}</h2>
        @if (samples.standing.value().records > 0) {
          <p>{{ 'sample.there' | t }} {{ 'sample.size' | t: { n: samples.standing.value().records } }}</p>
          <button matButton="outlined" (click)="samples.remove()" [disabled]="samples.busy()">{{ 'sample.remove' | t }}</button>
        } @else {
          <p>{{ 'sample.hint' | t }}</p>
          <button matButton="outlined" (click)="samples.add()" [disabled]="samples.busy()">{{ 'sample.add' | t }}</button>
        }
        @if (samples.busy()) { <progress [attr.aria-label]="'ui.loading' | t"></progress> }
      </section>
    }
  `,
  styles: 'section { max-width: 720px; box-sizing: border-box; padding: 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 0 0 4px; font-size: 15px; font-weight: 600; } p { margin: 0 0 12px; color: var(--mat-sys-on-surface-variant); } progress { display: block; width: 100%; margin-top: 12px; }',
})
export class SampleCard {
  protected readonly samples = inject(Samples);
}
