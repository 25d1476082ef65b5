import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { AuditEntry } from '#audit/model';
import { modelNamed } from '#kernel/model';
import { Formats, T } from '#kernel/ui';
import { ChangeWords } from '#workbench/ui';
import { AuditClient, type Filters } from './audit-client.ts';
import { AuditWords } from './audit-words.ts';

/** One entry of the audit in full: its facts, and what changed from what to what. */
@Component({
  selector: 'crm-audit-detail',
  imports: [MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dl>
      <dt>{{ 'audit.when' | t }}</dt><dd>{{ formats.exactly(entry().at) }}</dd>
      @for (fact of facts(); track fact.name) { <dt>{{ fact.label | t }}</dt><dd><code>{{ fact.value }}</code></dd> }
      @for (fact of details(); track fact[0]) { <dt>{{ fact[0] }}</dt><dd><code>{{ fact[1] }}</code></dd> }
    </dl>
    @if (entry().changes > 0) {
      @if (detail.isLoading()) { <progress [attr.aria-label]="'ui.loading' | t"></progress> }
      @else {
        @for (group of groups(); track group.key) {
          <h3>{{ says.kind(group.kind) }}@if (group.id === entry().record?.id && entry().record?.name) {: {{ entry().record?.name }} }</h3>
          <ul>@for (change of group.changes; track $index) { <li>{{ words.label(modelOf(group.kind), change.field) }}: <s>{{ words.value(modelOf(group.kind), change.field, change.old) }}</s> → <b>{{ words.value(modelOf(group.kind), change.field, change.new) }}</b></li> }</ul>
        }
        @if ((detail.value()?.untold ?? 0) > 0) { <p>{{ 'audit.untold' | t: { n: detail.value()?.untold } }}</p> }
      }
    }
    <footer>
      @if (says.link(entry()); as link) { <a matButton="outlined" [routerLink]="link">{{ 'audit.openRecord' | t }}</a> }
      @if (entry().record; as record) { <button matButton (click)="narrow.emit({ kind: record.kind, recordId: record.id })">{{ 'audit.thisRecord' | t }}</button> }
    </footer>
  `,
  styles: `
    :host { display: block; padding: 12px 16px; border-radius: 8px; background: var(--mat-sys-surface-container-low); } dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 0; font-size: 13px; } dt { color: var(--mat-sys-on-surface-variant); } dd { margin: 0; overflow-wrap: anywhere; } code { font: inherit; }
    h3 { margin: 12px 0 4px; font-size: 13px; font-weight: 600; } ul { margin: 0; padding: 0; list-style: none; font-size: 13px; } li { padding: 2px 0; overflow-wrap: anywhere; color: var(--mat-sys-on-surface-variant); } b { font-weight: 500; color: var(--mat-sys-on-surface); } p { margin: 8px 0 0; font-size: 13px; color: var(--mat-sys-on-surface-variant); } footer { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; } footer:empty { display: none; }
  `,
})
export class AuditDetailView {
  readonly entry = input.required<AuditEntry>();
  readonly narrow = output<Filters>();
  private readonly client = inject(AuditClient);
  protected readonly words = inject(ChangeWords);
  protected readonly says = inject(AuditWords);
  protected readonly formats = inject(Formats);
  protected readonly detail = resource({ params: () => this.entry().id, loader: ({ params }) => this.client.get(params) });
  protected readonly modelOf = modelNamed;

  protected readonly facts = computed(() => {
    const { address, requestId, sessionId } = this.entry();
    const all = [{ name: 'address', label: 'audit.address', value: address }, { name: 'requestId', label: 'audit.requestId', value: requestId }, { name: 'session', label: 'audit.session', value: sessionId }];
    return all.filter(({ value }) => value);
  });
  protected readonly details = computed(() => Object.entries(this.entry().detail ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const));
  protected readonly groups = computed(() => {
    const grouped = Map.groupBy(this.detail.value()?.list ?? [], ({ kind, id }) => `${kind}/${id}`);
    return [...grouped].map(([key, changes]) => ({ key, kind: changes[0]?.kind ?? '', id: changes[0]?.id ?? '', changes }));
  });
}
