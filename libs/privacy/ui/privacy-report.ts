import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Formats, T } from '#kernel/ui';
import type { PrivacyReport } from '#privacy/model';
import { PrivacyWords } from './privacy-words.ts';

/** What is held about somebody: in their records, beside them, and in passing. */
@Component({
  selector: 'crm-privacy-report',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (one of report().records; track one.id) {
      <h3>{{ says.kind(one.kind) }} · {{ one.name }}</h3>
      <dl>
        <dt>{{ 'privacy.inRecord' | t }}</dt><dd>{{ says.fields(one.kind, one.fields) || ('privacy.nothing' | t) }}</dd>
        <dt>{{ 'privacy.changes' | t }}</dt><dd>{{ formats.number(one.changes) }}</dd>
        @if (one.links.length > 0) { <dt>{{ 'privacy.links' | t }}</dt><dd>@for (link of one.links; track link.kind) { {{ says.many(link.kind) }} {{ formats.number(link.n) }}@if (!$last) { , } }</dd> }
      </dl>
    }
    <h3>{{ 'privacy.beside' | t }}</h3>
    <dl>@for (one of report().places; track one.place) { <dt>{{ says.place(one.place) }}</dt><dd>{{ formats.number(one.n) }}</dd> } @empty { <dd>{{ 'privacy.besideNone' | t }}</dd> }</dl>
    @if (report().mentions.length > 0) {
      <h3>{{ 'privacy.mentions' | t }}</h3>
      <p class="quiet">{{ 'privacy.mentionsSay' | t }}</p>
      @for (one of report().mentions; track one.id) { <div>{{ says.kind(one.kind) }}: @if (says.link(one.kind, one.id); as link) { <a [routerLink]="link">{{ one.name }}</a> } @else { {{ one.name }} }</div> }
    }
  `,
  styles: `
    :host { display: block; } h3 { margin: 12px 0 4px; font-size: 13px; font-weight: 600; } h3:first-child { margin-top: 0; } p { margin: 0 0 4px; font-size: 13px; color: var(--mat-sys-on-surface-variant); }
    dl { display: grid; grid-template-columns: minmax(140px, 240px) 1fr; gap: 4px 16px; margin: 0; font-size: 14px; } dt { color: var(--mat-sys-on-surface-variant); } dd { margin: 0; overflow-wrap: anywhere; } dd:only-child { grid-column: 1 / -1; } div { font-size: 14px; overflow-wrap: anywhere; }
    @media (max-width: 767px) { dl { grid-template-columns: minmax(110px, auto) 1fr; } }
  `,
})
export class PrivacyReportView {
  readonly report = input.required<PrivacyReport>();
  protected readonly formats = inject(Formats);
  protected readonly says = inject(PrivacyWords);
}
