import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Formats, Icon, T, Words, type IconName } from '#kernel/ui';
import type { RunView } from '#approvals/model';
import { PredictedSteps } from './predicted-steps.ts';

const ICON_OF: Readonly<Record<string, IconName>> = { submit: 'upload', agree: 'check', refuse: 'close', return: 'restore', transfer: 'person', recall: 'restore', comment: 'list', copy: 'copy', urge: 'schedule', 'add-before': 'add', 'add-after': 'add' };
const TONE_OF: Readonly<Record<string, string>> = { agree: 'good', refuse: 'bad', return: 'late' };

/** The way of a submission: who did what and when, who is asked now, and who comes next. */
@Component({
  selector: 'crm-run-course',
  imports: [Icon, PredictedSteps, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol>
      @for (event of happened(); track event.id) {
        <li [class]="event.tone"><crm-icon [name]="event.icon" /><div><p>{{ event.text }} @if (event.step) { <small>{{ event.step }}</small> }</p>@if (event.comment) { <blockquote>{{ event.comment }}</blockquote> }</div><time [attr.datetime]="event.at" [title]="formats.exactly(event.at)">{{ formats.moment(event.at) }}</time></li>
      }
      @for (task of now(); track task.id) {
        <li class="now" [class.later]="task.state === 'waiting'"><crm-icon name="schedule" /><div><p>{{ (task.state === 'open' ? 'approval.asks' : 'approval.asksLater') | t: { name: task.person.name } }} <small>{{ task.step }}@if (task.for; as away) { · {{ 'approval.standsIn' | t: { name: away.name } }}}@if (task.urgedAt) { · {{ 'approval.urged' | t }}}@if (task.dueAt; as due) { · {{ 'approval.dueBy' | t: { when: formats.exactly(due) } }}}</small></p></div>@if (task.openedAt; as at) { <time [attr.datetime]="at" [title]="formats.exactly(at)">{{ formats.moment(at) }}</time> }</li>
      }
    </ol>
    @if (run().coming.length > 0) { <crm-predicted-steps [steps]="run().coming" /> }
  `,
  styles: `
    :host { display: block; } ol { list-style: none; margin: 0; padding: 0; } li { position: relative; display: flex; gap: 10px; padding: 0 0 14px; font-size: 13px; } li::before { content: ''; position: absolute; inset-inline-start: 11px; top: 24px; bottom: 0; width: 1px; background: var(--mat-sys-outline-variant); } li:last-child::before { display: none; }
    crm-icon { flex: none; box-sizing: border-box; width: 24px; height: 24px; padding: 4px; border-radius: 50%; color: var(--mat-sys-on-surface-variant); background: var(--mat-sys-secondary-container); } .good crm-icon { color: light-dark(#12693e, #83dba9); background: light-dark(#e0f3e8, #143826); } .bad crm-icon { color: light-dark(#a6211a, #ffa79f); background: light-dark(#fce5e3, #4a1d1a); } .late crm-icon { color: light-dark(#8a5300, #ffca7a); background: light-dark(#fcefd6, #43300f); } .now crm-icon { color: var(--mat-sys-on-primary-container); background: var(--mat-sys-primary-container); } .later { opacity: 0.7; }
    div { flex: 1; min-width: 0; } p { margin: 0; line-height: 24px; } .now p { font-weight: 500; } small { color: var(--mat-sys-on-surface-variant); font-weight: 400; font-size: 12px; } blockquote { margin: 2px 0 0; padding: 6px 10px; border-radius: 6px; background: var(--mat-sys-background); white-space: pre-wrap; overflow-wrap: anywhere; } time { flex: none; line-height: 24px; color: var(--mat-sys-on-surface-variant); font-size: 12px; }
  `,
})
export class RunCourse {
  readonly run = input.required<RunView>();
  protected readonly formats = inject(Formats);
  private readonly words = inject(Words);
  protected readonly happened = computed(() => this.run().events.map((event) => ({
    ...event, icon: ICON_OF[event.action] ?? 'bolt', tone: TONE_OF[event.action] ?? '',
    text: this.words.t(`approval.event.${event.actor || !['copy', 'urge', 'agree', 'refuse', 'transfer'].includes(event.action) ? event.action : `${event.action}-by-itself`}`, { actor: event.actor?.name ?? '', target: event.target?.name ?? '' }),
  }))); // prettier-ignore
  protected readonly now = computed(() => this.run().tasks.filter(({ state }) => state === 'open' || state === 'waiting'));
}
