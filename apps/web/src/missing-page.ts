import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { T } from '#kernel/ui';

/** Where an address leads nowhere, or nowhere one may go. */
@Component({
  selector: 'crm-missing-page',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<p>{{ 'ui.notFoundOrNotYours' | t }}</p><a routerLink="/">{{ 'ui.home' | t }}</a>`,
  styles: ':host { display: grid; justify-items: center; gap: 12px; padding: 96px 24px; text-align: center; }',
})
export class MissingPage {}
