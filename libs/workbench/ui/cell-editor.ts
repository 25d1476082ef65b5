import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { check, normalise, recordOf, type Class, type Field, type RecordView } from '#kernel/model';
import { Control } from './control.ts';
import { problemOf, Problems, type Draft, Toast, T, Words } from '#kernel/ui';
import { Records } from './records.ts';

/** Changes one value of a record where it stands; six seconds to take it back. */
@Component({
  selector: 'crm-cell-editor',
  imports: [Control, MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown.enter)': 'press($event)', '(keydown.escape)': 'closed.emit(null)' },
  template: `
    <crm-control [of]="of()" [field]="field()" [label]="label()" [bare]="true" [currency]="currency()" [value]="value()" (valueChange)="value.set($event)" />
    @if (failure(); as text) { <p role="alert">{{ text }}</p> }
    <div>
      <button matButton (click)="closed.emit(null)">{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" (click)="save()" [disabled]="busy()">{{ 'ui.save' | t }}</button>
    </div>
  `,
  styles: ':host { display: grid; gap: 8px; width: 280px; padding: 12px; } p { margin: 0; font-size: 12px; color: var(--mat-sys-error); } div { display: flex; justify-content: flex-end; gap: 8px; }',
})
export class CellEditor {
  readonly of = input.required<Class<RecordView>>();
  /** The body of a change, which knows what may be changed and how. */
  readonly change = input.required<Class>();
  readonly field = input.required<Field>();
  readonly record = input.required<RecordView>();
  /** The record as it is now; null when nothing was changed. */
  readonly closed = output<RecordView | null>();
  private readonly records = inject(Records);
  private readonly problems = inject(Problems);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly label = computed(() => this.words.label(this.of(), this.field().name));
  protected readonly currency = computed(() => ((this.record() as object as Draft)['currency'] as string | null) ?? null);
  protected readonly value = linkedSignal<unknown>(() => (this.record() as object as Draft)[this.field().name]);
  protected readonly failure = signal<string | null>(null);
  protected readonly busy = signal(false);

  protected press(event: Event): void {
    const open = (event.target as HTMLElement).closest('mat-select, [aria-expanded="true"], textarea, button');
    if (open) return;
    (event.target as HTMLElement).blur();
    void this.save();
  }

  protected async save(): Promise<void> {
    const { name } = this.field();
    const record = this.record();
    const old = (record as object as Draft)[name];
    const body = normalise(this.change(), { [name]: this.value() }) as Draft;
    const [fault] = check(this.change(), body);
    if (fault) return this.failure.set(this.problems.sentence(fault.code, fault.params));
    if (JSON.stringify(body[name] ?? null) === JSON.stringify(old ?? null)) return this.closed.emit(null);
    this.busy.set(true);
    try {
      const saved = await this.records.change(this.of(), record, body);
      const title = String((saved as object as Draft)[recordOf(this.of()).title] ?? '');
      const undo = () => void this.records.change(this.of(), saved, { [name]: old }).catch((error: unknown) => this.toast.fail(error));
      this.toast.show('ui.cellSaved', { field: this.label(), name: title }, undo);
      this.closed.emit(saved);
    } catch (error) {
      const [first] = problemOf(error).errors ?? [];
      this.failure.set(first ? this.problems.sentence(first.code, first.params) : this.problems.say(error));
      this.busy.set(false);
    }
  }
}
