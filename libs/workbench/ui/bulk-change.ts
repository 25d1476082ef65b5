import { ChangeDetectionStrategy, Component, computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatFormField } from '@angular/material/form-field';
import { MatOption, MatSelect } from '@angular/material/select';
import { firstValueFrom } from 'rxjs';
import { check, fieldsOf, normalise, type Class, type Field } from '#kernel/model';
import { Control } from './control.ts';
import { Problems, Session, T, Words } from '#kernel/ui';
import { TextsControl } from './texts-control.ts';

/** A field and the value it gets. */
export interface FieldChange {
  readonly field: string;
  readonly value: unknown;
}
interface Asked {
  readonly of: Class;
  readonly change: Class;
  /** Only tags are asked for. */
  readonly tags: boolean;
}

@Component({
  selector: 'crm-bulk-change',
  imports: [Control, MatButton, MatDialogModule, MatFormField, MatOption, MatSelect, T, TextsControl],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ (asked.tags ? 'ui.addTags' : 'ui.changeField') | t }}</h2>
    <mat-dialog-content>
      @if (asked.tags) {
        <label for="bulk-tags">{{ words.label(asked.of, 'tags') }}</label>
        <crm-texts-control inputId="bulk-tags" [label]="'ui.addTags' | t" [value]="$any(value())" (valueChange)="value.set($event)" />
      } @else {
        <label for="bulk-field">{{ 'bulk.field' | t }}</label>
        <mat-form-field appearance="outline" subscriptSizing="dynamic">
          <mat-select id="bulk-field" [aria-label]="'bulk.field' | t" [value]="field()" (valueChange)="field.set($event)">@for (one of fields; track one.name) { <mat-option [value]="one">{{ words.label(asked.of, one.name) }}</mat-option> }</mat-select>
        </mat-form-field>
        <label for="bulk-value">{{ 'bulk.value' | t }}</label>
        <crm-control inputId="bulk-value" [of]="asked.of" [field]="field()" [label]="label()" [value]="value()" (valueChange)="value.set($event)" />
      }
      @if (failure(); as text) { <p role="alert">{{ text }}</p> }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton [mat-dialog-close]="null">{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" (click)="finish()">{{ (asked.tags ? 'ui.addTags' : 'ui.change') | t }}</button>
    </mat-dialog-actions>
  `,
  styles: 'mat-dialog-content { display: grid; gap: 8px; width: min(400px, 80vw); } mat-form-field { width: 100%; } label { font-size: 12px; color: var(--mat-sys-on-surface-variant); } p { margin: 0; color: var(--mat-sys-error); }',
})
class BulkChange {
  protected readonly asked = inject<Asked>(MAT_DIALOG_DATA);
  protected readonly words = inject(Words);
  private readonly problems = inject(Problems);
  private readonly session = inject(Session);
  private readonly dialog = inject<MatDialogRef<BulkChange, FieldChange>>(MatDialogRef);
  protected readonly fields = fieldsOf(this.asked.change).filter(({ kind, name, labels }) => kind !== 'lines' && !labels && name !== 'name' && name !== 'ownerId' && name !== 'externalId' && name !== 'externalSource' && this.session.writes(this.asked.of, name));
  protected readonly field = signal(this.fields[0] as Field);
  protected readonly label = computed(() => this.words.label(this.asked.of, this.field().name));
  protected readonly value = linkedSignal<unknown>(() => (this.asked.tags || this.field().kind === 'texts' ? [] : this.field().kind === 'flag' ? false : null));
  protected readonly failure = signal<string | null>(null);

  protected finish(): void {
    const name = this.asked.tags ? 'tags' : this.field().name;
    const body = normalise(this.asked.change, { [name]: this.value() }) as Record<string, unknown>;
    const [fault] = check(this.asked.change, body);
    if (fault) return this.failure.set(this.problems.sentence(fault.code, fault.params));
    if (this.asked.tags && (body[name] as string[]).length === 0) return this.failure.set(this.problems.sentence('required'));
    this.dialog.close({ field: name, value: body[name] ?? null });
  }
}

/** Asks what many records get: a value in a field, or tags. */
@Injectable({ providedIn: 'root' })
export class BulkChangeDialog {
  private readonly dialog = inject(MatDialog);

  async ask(of: Class, change: Class, tags = false): Promise<FieldChange | null> {
    const data: Asked = { of, change, tags };
    return (await firstValueFrom(this.dialog.open<BulkChange, Asked, FieldChange>(BulkChange, { data }).afterClosed())) ?? null;
  }
}
