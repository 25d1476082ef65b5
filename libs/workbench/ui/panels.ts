import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { recordOf, type Class, type RecordView } from '#kernel/model';
import { PanelRegistry, type Panel } from '#kernel/ui';

/** The panels other slices put into one slot of a record's page. */
@Component({
  selector: 'crm-panels',
  imports: [NgComponentOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@for (panel of loaded.value() ?? []; track $index) { <ng-container *ngComponentOutlet="panel; inputs: inputs()" /> }`,
  styles: ':host { display: contents; }',
})
export class Panels {
  readonly of = input.required<Class>();
  readonly slot = input.required<Panel['slot']>();
  readonly record = input.required<RecordView>();
  private readonly registry = inject(PanelRegistry);
  protected readonly inputs = computed(() => ({ record: this.record() }));
  protected readonly loaded = resource({
    params: () => this.registry.of(recordOf(this.of()).name, this.slot()),
    loader: ({ params }) => Promise.all(params.map((panel) => panel.load())),
  });
}
