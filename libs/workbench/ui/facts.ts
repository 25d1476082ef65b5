import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { fieldOf, fieldsOf, type Field, type RecordView } from '#kernel/model';
import { CellEditor } from './cell-editor.ts';
import { Icon, Session, T, Words } from '#kernel/ui';
import type { FormLayout } from './record-editor.ts';
import { Value } from './value.ts';

/** What is known about a record, in the groups of its form; empty fields stay away. */
@Component({
  selector: 'crm-facts',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, CellEditor, Icon, MatButton, T, Value],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (group of groups(); track group.key; let first = $first) {
      <section>
        <header><h2>{{ group.key | t }}</h2> @if (first && editable() && !lock()) { <button matButton (click)="edit.emit()">{{ 'ui.edit' | t }}</button> }</header>
        <dl>
          @for (field of group.fields; track field.name) {
            <dt>{{ words.label(layout().of, field.name) }}</dt>
            <dd [class.long]="field.kind === 'longText'">
              <crm-value [of]="layout().of" [field]="field" [record]="record()" />
              @if (changeable().has(field.name)) {
                <button class="pencil" cdkOverlayOrigin #spot="cdkOverlayOrigin" (click)="cell.set({ field, origin: spot })" [attr.aria-label]="('ui.keyEditCell' | t) + ': ' + words.label(layout().of, field.name)"><crm-icon name="edit" /></button>
              }
            </dd>
          }
        </dl>
      </section>
    }
    <ng-template cdkConnectedOverlay [cdkConnectedOverlayOrigin]="$any(cell()?.origin)" [cdkConnectedOverlayOpen]="cell() !== null" [cdkConnectedOverlayHasBackdrop]="true"
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop" (backdropClick)="cell.set(null)" (detach)="cell.set(null)">
      @if (cell(); as now) {
        <div class="popover" role="dialog" [attr.aria-label]="'ui.keyEditCell' | t" cdkTrapFocus [cdkTrapFocusAutoCapture]="true">
          <crm-cell-editor [of]="layout().of" [change]="layout().change" [field]="now.field" [record]="record()" (closed)="cell.set(null)" />
        </div>
      }
    </ng-template>
  `,
  styles: `
    :host { display: grid; gap: 12px; }
    section { padding: 8px 16px 14px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); }
    header { display: flex; align-items: center; min-height: 40px; } h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 600; }
    dl { display: grid; grid-template-columns: minmax(84px, 34%) 1fr; gap: 6px 12px; margin: 0; } dt { color: var(--mat-sys-on-surface-variant); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
    .long { white-space: pre-wrap; }
    dd { position: relative; padding-inline-end: 28px; } .pencil { position: absolute; inset-inline-end: -6px; top: -3px; display: grid; place-items: center; width: 28px; height: 28px; border: 0; border-radius: 6px; background: none; color: var(--mat-sys-on-surface-variant); cursor: pointer; opacity: 0; }
    .pencil crm-icon { width: 16px; height: 16px; } dd:hover > .pencil, .pencil:focus-visible { opacity: 1; } @media (hover: none) { .pencil { opacity: 1; } }
    @media (pointer: coarse) { dl { row-gap: 0; } dt, dd { padding-block: 11px; } dd { padding-inline-end: 40px; } .pencil { inset-inline-end: -12px; top: 0; width: 44px; height: 44px; } header { min-height: 44px; } }
    .popover { border-radius: 10px; border: 1px solid var(--mat-sys-outline-variant); background: var(--mat-sys-surface-container); box-shadow: 0 8px 28px rgb(0 0 0 / 18%); }
  `,
})
export class Facts {
  readonly layout = input.required<FormLayout>();
  readonly record = input.required<RecordView>();
  readonly editable = input(false);
  readonly edit = output();
  private readonly session = inject(Session);
  protected readonly words = inject(Words);
  protected readonly lock = computed(() => this.layout().locked?.(this.record()) ?? null);
  /** The value that is being changed in its place. */
  protected readonly cell = signal<{ field: Field; origin: CdkOverlayOrigin } | null>(null);
  protected readonly changeable = computed(() => new Set(this.editable() ? fieldsOf(this.layout().change).filter(({ name, labels }) => !labels && (this.lock()?.free.includes(name) ?? true) && this.session.writes(this.layout().of, name)).map(({ name }) => name) : []));

  protected readonly groups = computed(() => {
    const { of, groups } = this.layout();
    const record = this.record() as object as Record<string, unknown>;
    const filled = (name: string) => record[name] !== null && record[name] !== undefined && !(Array.isArray(record[name]) && record[name].length === 0);
    const listed = groups.map(({ key, fields }) => ({ key, fields: fields.filter(filled).flatMap((name) => fieldOf(of, name) ?? []).filter(({ kind }) => kind !== 'lines') }));
    const system = fieldsOf(of).filter(({ name }) => ['createdAt', 'createdById', 'updatedAt', 'updatedById'].includes(name) && filled(name));
    return [...listed, { key: 'ui.system', fields: system }].filter(({ fields }, index) => fields.length > 0 || index === 0);
  });
}
