import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import type { BackupsView } from '#backups/model';

/** Where drills and restores have their place on the page of backups. */
@Component({ selector: 'crm-drill-card', changeDetection: ChangeDetectionStrategy.OnPush, template: '' })
export class DrillCard {
  readonly view = input.required<BackupsView>();
  readonly changed = output();
}
