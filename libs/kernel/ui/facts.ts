import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { fieldOf, fieldsOf, type RecordView } from '#kernel/model';
import type { FormLayout } from './record-editor.ts';
import { Value } from './value.ts';
import { T, Words } from './words.ts';

/** What is known about a record, in the groups of its form; empty fields stay away. */
@Component({
  selector: 'crm-facts',
  imports: [MatButton, T, Value],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (group of groups(); track group.key; let first = $first) {
      <section>
        <header><h2>{{ group.key | t }}</h2> @if (first && editable()) { <button matButton (click)="edit.emit()">{{ 'ui.edit' | t }}</button> }</header>
        <dl>
          @for (field of group.fields; track field.name) {
            <dt>{{ words.label(layout().of, field.name) }}</dt>
            <dd [class.long]="field.kind === 'longText'"><crm-value [of]="layout().of" [field]="field" [record]="record()" /></dd>
          }
        </dl>
      </section>
    }
  `,
  styles: `
    :host { display: grid; gap: 12px; }
    section { padding: 8px 16px 14px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); }
    header { display: flex; align-items: center; min-height: 40px; } h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 600; }
    dl { display: grid; grid-template-columns: minmax(84px, 34%) 1fr; gap: 6px 12px; margin: 0; } dt { color: var(--mat-sys-on-surface-variant); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
    .long { white-space: pre-wrap; }
  `,
})
export class Facts {
  readonly layout = input.required<FormLayout>();
  readonly record = input.required<RecordView>();
  readonly editable = input(false);
  readonly edit = output();
  protected readonly words = inject(Words);

  protected readonly groups = computed(() => {
    const { of, groups } = this.layout();
    const record = this.record() as object as Record<string, unknown>;
    const filled = (name: string) => record[name] !== null && record[name] !== undefined && !(Array.isArray(record[name]) && record[name].length === 0);
    const listed = groups.map(({ key, fields }) => ({ key, fields: fields.filter(filled).flatMap((name) => fieldOf(of, name) ?? []).filter(({ kind }) => kind !== 'lines') }));
    const system = fieldsOf(of).filter(({ name }) => ['createdAt', 'createdById', 'updatedAt', 'updatedById'].includes(name) && filled(name));
    return [...listed, { key: 'ui.system', fields: system }].filter(({ fields }, index) => fields.length > 0 || index === 0);
  });
}
