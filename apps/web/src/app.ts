import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Appearance, Words } from '#kernel/ui';

/** Rapport in the browser. */
@Component({
  selector: 'crm-app',
  imports: [RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<router-outlet />',
})
export class App {
  constructor() {
    inject(Words);
    inject(Appearance);
  }
}
