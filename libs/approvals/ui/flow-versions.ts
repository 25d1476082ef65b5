import { ChangeDetectionStrategy, Component, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats, T } from '#kernel/ui';
import type { FlowDefinition, FlowView } from '#approvals/model';
import { ApprovalsClient } from './approvals-client.ts';
import { FlowWords } from './flow-words.ts';

/** What was published when and by whom; any of it can be written anew. */
@Component({
  selector: 'crm-flow-versions',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (one of versions.value() ?? []; track one.number) {
      <details>
        <summary><b>{{ 'flow.version' | t: { n: one.number } }}</b> <span>{{ formats.moment(one.publishedAt) }}@if (one.by) { · {{ one.by }} }</span></summary>
        <ol>@for (step of one.definition.steps; track step.id) { <li>{{ step.name }}: {{ says.who(step) }}</li> }</ol>
        <button matButton (click)="taken.emit(one.definition)">{{ 'flow.takeOver' | t }}</button>
      </details>
    } @empty { <p>{{ 'flow.noVersions' | t }}</p> }
  `,
  styles: 'p, span { font-size: 13px; color: var(--mat-sys-on-surface-variant); } p { margin: 0; } summary { min-height: 32px; cursor: pointer; font-size: 13px; } b { font-weight: 500; } ol { margin: 4px 0; padding-inline-start: 20px; font-size: 13px; }',
})
export class FlowVersions {
  readonly flow = input.required<FlowView>();
  readonly taken = output<FlowDefinition>();
  private readonly client = inject(ApprovalsClient);
  protected readonly formats = inject(Formats);
  protected readonly says = inject(FlowWords);
  protected readonly versions = resource({ params: () => ({ id: this.flow().id, published: this.flow().published }), loader: ({ params }) => this.client.versions(params.id) });
}
