import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { recordOf, type Class, type RecordView } from '#kernel/model';
import { AssignDialog } from './assign.ts';
import { Icon } from './icon.ts';
import { Records } from './records.ts';
import { Session } from './session.ts';
import { Toast } from './toast.ts';
import { T } from './words.ts';

/** What can be done with the ticked records of a list; each is changed on its own version, and refusals are counted. */
@Component({
  selector: 'crm-selection-bar',
  imports: [Icon, MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'toolbar', 'aria-live': 'polite' },
  template: `
    <b>{{ 'ui.selected' | t: { n: records().length } }}</b>
    @if (busy()) { <progress [value]="done()" [max]="records().length" [attr.aria-label]="'ui.loading' | t"></progress> }
    @if (info().owned && session.can(info().name + '.assign')) { <button matButton="outlined" (click)="assign()" [disabled]="busy()"><crm-icon name="person" /> {{ 'ui.assign' | t }}</button> }
    @if (session.can(info().name + '.delete')) { <button matButton="outlined" (click)="remove()" [disabled]="busy()"><crm-icon name="deleted" /> {{ 'ui.delete' | t }}</button> }
    <button matButton (click)="cleared.emit()">{{ 'ui.clearSelection' | t }}</button>
  `,
  styles: ':host { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; flex: 1; min-height: 34px; padding: 0 12px; border-radius: 8px; background: var(--mat-sys-primary-container); color: var(--mat-sys-on-primary-container); } b { font-weight: 500; margin-inline-end: 8px; }',
})
export class SelectionBar<T extends RecordView> {
  readonly of = input.required<Class<T>>();
  readonly records = input.required<readonly T[]>();
  readonly cleared = output();
  /** Something changed: the list loads again. */
  readonly changed = output();
  /** These are in the recycle bin now. */
  readonly removed = output<readonly T[]>();
  private readonly client = inject(Records);
  private readonly assigning = inject(AssignDialog);
  private readonly toast = inject(Toast);
  protected readonly session = inject(Session);
  protected readonly info = computed(() => recordOf(this.of()));
  protected readonly busy = signal(false);
  protected readonly done = signal(0);

  protected async assign(): Promise<void> {
    const [first] = this.records();
    const ownerId = first && (await this.assigning.ask(null));
    if (!ownerId) return;
    await this.each((record) => this.client.verb(this.of(), record, 'assign', { ownerId }));
    this.changed.emit();
  }
  protected async remove(): Promise<void> {
    const gone = await this.each((record) => this.client.remove(this.of(), record));
    if (gone.length > 0) this.removed.emit(gone);
    this.changed.emit();
  }

  /** Does it with one after the other; answers those it worked for. */
  private async each(work: (record: T) => Promise<unknown>): Promise<T[]> {
    const records = this.records();
    const worked: T[] = [];
    let refusal: unknown;
    this.busy.set(true);
    for (const [index, record] of records.entries()) {
      this.done.set(index);
      await work(record).then(() => worked.push(record), (error: unknown) => (refusal = error)); // prettier-ignore
    }
    this.busy.set(false);
    if (refusal) this.toast.fail(refusal);
    return worked;
  }
}
