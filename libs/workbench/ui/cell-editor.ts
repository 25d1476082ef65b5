import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { check, normalise, recordOf, type Class, type Field, type RecordView } from '#kernel/model';
import { Conflicts } from './conflict.ts';
import { Control } from './control.ts';
import { problemOf, Problems, type Draft, Toast, T, Words } from '#kernel/ui';
import { Records } from './records.ts';

/** Changes one value of a record where it stands; six seconds to take it back. */
@Component({
  selector: 'crm-cell-editor',
  imports: [Control, MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown.enter)': 'press($event)', '(keydown.escape)': 'closed.emit(null)', '(keydown.tab)': 'leave($event, 1)', '(keydown.shift.tab)': 'leave($event, -1)' },
  template: `
    <p class="name">{{ label() }}</p>
    <crm-control [of]="of()" [field]="field()" [label]="label()" [bare]="true" [currency]="currency()" [value]="value()" (valueChange)="value.set($event)" />
    @if (failure(); as text) { <p role="alert">{{ text }}</p> }
    <div>
      <button matButton (click)="closed.emit(null)">{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" (click)="save()" [disabled]="busy()">{{ 'ui.save' | t }}</button>
    </div>
  `,
  styles: ':host { display: grid; gap: 8px; width: 280px; padding: 12px; } p { margin: 0; font-size: 12px; color: var(--mat-sys-error); } .name { color: var(--mat-sys-on-surface-variant); } div { display: flex; justify-content: flex-end; gap: 8px; }',
})
export class CellEditor {
  readonly of = input.required<Class<RecordView>>();
  /** The body of a change, which knows what may be changed and how. */
  readonly change = input.required<Class>();
  readonly field = input.required<Field>();
  readonly record = input.required<RecordView>();
  /** Told of the record whenever it is another one, also long after this has closed: an undo. */
  readonly changed = input<(record: RecordView) => void>(() => undefined);
  /** Whether Tab saves and goes on to the value beside this one. */
  readonly tabs = input(false);
  /** The record as it is now; null when nothing was changed. */
  readonly closed = output<RecordView | null>();
  /** On to the next value, or back to the one before. */
  readonly moved = output<1 | -1>();
  private readonly records = inject(Records);
  private readonly problems = inject(Problems);
  private readonly conflicts = inject(Conflicts);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly label = computed(() => this.words.label(this.of(), this.field().name));
  protected readonly currency = computed(() => ((this.record() as object as Draft)['currency'] as string | null) ?? null);
  protected readonly value = linkedSignal<unknown>(() => this.held(this.record()));
  protected readonly failure = signal<string | null>(null);
  protected readonly busy = signal(false);

  protected press(event: Event): void {
    const open = (event.target as HTMLElement).closest('mat-select, [aria-expanded="true"], textarea, button');
    if (open) return;
    (event.target as HTMLElement).blur();
    void this.save();
  }
  protected async leave(event: Event, way: 1 | -1): Promise<void> {
    if (!this.tabs() || (event.target as HTMLElement).closest('button')) return;
    event.preventDefault();
    (event.target as HTMLElement).blur();
    if (await this.save()) this.moved.emit(way);
  }

  /** True when the value is saved, or was never changed. */
  protected async save(): Promise<boolean> {
    const body = normalise(this.change(), { [this.field().name]: this.value() }) as Draft;
    const [fault] = check(this.change(), body);
    if (fault) return this.refuse(this.problems.sentence(fault.code, fault.params));
    if (same(body[this.field().name], this.held(this.record()))) return this.finish(null);
    this.busy.set(true);
    return this.send(this.record(), body);
  }

  private async send(base: RecordView, body: Draft): Promise<boolean> {
    try {
      const saved = await this.records.change(this.of(), base, body);
      const name = String((saved as object as Draft)[recordOf(this.of()).title] ?? '');
      this.toast.show('ui.cellSaved', { field: this.label(), name }, this.undo(saved, this.held(base)));
      return this.finish(saved);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'stale' && problem.current) return this.overtaken(problem.current as RecordView, body);
      const [first] = problem.errors ?? [];
      return this.refuse(first ? this.problems.sentence(first.code, first.params) : this.problems.say(error));
    }
  }
  /** Somebody was faster: with another field, mine goes on top; with this one, I say which value holds. */
  private async overtaken(theirs: RecordView, body: Draft): Promise<boolean> {
    const mine = body[this.field().name];
    if (same(this.held(theirs), this.held(this.record()))) return this.send(theirs, body);
    if (same(this.held(theirs), mine)) return this.finish(theirs);
    const settled = await this.conflicts.settle({ of: this.of(), field: this.field(), before: this.record(), theirs, mine });
    if (settled === 'mine') return this.send(theirs, body);
    if (settled === 'theirs') return this.finish(theirs);
    this.busy.set(false);
    return false;
  }
  private undo(saved: RecordView, old: unknown): () => Promise<void> {
    const [of, changed, { name }] = [this.of(), this.changed(), this.field()];
    return async () => {
      try {
        changed(await this.records.change(of, saved, { [name]: old }));
      } catch (error) {
        this.toast.fail(error);
      }
    };
  }
  private finish(record: RecordView | null): boolean {
    if (record) this.changed()(record);
    this.closed.emit(record);
    return true;
  }
  private refuse(text: string): boolean {
    this.failure.set(text);
    this.busy.set(false);
    return false;
  }
  private held = (record: RecordView): unknown => (record as object as Draft)[this.field().name];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
