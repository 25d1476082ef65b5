import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon, T } from '#kernel/ui';
import type { PredictedStep } from '#approvals/model';

/** Steps that are still to come, and who would be asked at each. */
@Component({
  selector: 'crm-predicted-steps',
  imports: [Icon, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol>
      @for (step of steps(); track step.id) {
        <li [class.warn]="step.otherwise === 'block' || step.otherwise === 'choose'" [class.passed]="step.people.length === 0">
          <crm-icon [name]="step.kind === 'copy' ? 'copy' : 'person'" />
          <div>
            <p>{{ step.name }} <small>@if (step.kind === 'copy') { {{ 'approval.copy' | t }} } @else if (step.people.length > 1) { {{ 'approval.how.' + step.how | t }} }</small></p>
            <p class="who">
              @for (one of step.people; track one.person.id) { <span>{{ one.person.name }}@if (one.for; as away) { <small> {{ 'approval.standsIn' | t: { name: away.name } }}</small> }</span> }
              @if (step.otherwise) { <em>{{ 'approval.otherwise.' + step.otherwise | t }}</em> }
            </p>
          </div>
        </li>
      }
    </ol>
  `,
  styles: `
    ol { list-style: none; margin: 0; padding: 0; } li { position: relative; display: flex; gap: 10px; padding-bottom: 12px; font-size: 13px; } li::before { content: ''; position: absolute; inset-inline-start: 11px; top: 26px; bottom: 2px; border-inline-start: 1px dashed var(--mat-sys-outline-variant); } li:last-child::before { display: none; }
    crm-icon { flex: none; box-sizing: border-box; width: 24px; height: 24px; padding: 4px; border: 1px dashed var(--mat-sys-outline); border-radius: 50%; color: var(--mat-sys-on-surface-variant); } p { margin: 0; line-height: 24px; } small { color: var(--mat-sys-on-surface-variant); font-size: 12px; }
    .who { display: flex; flex-wrap: wrap; gap: 2px 12px; line-height: 20px; color: var(--mat-sys-on-surface-variant); } em { font-style: normal; } .passed p:first-child { color: var(--mat-sys-on-surface-variant); } .warn em { color: light-dark(#a6211a, #ffa79f); }
  `,
})
export class PredictedSteps {
  readonly steps = input.required<readonly PredictedStep[]>();
}
