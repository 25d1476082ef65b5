import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { recordOf, type Class, type Field, type RecordView } from '#kernel/model';
import { Formats, Icon, Session, T, Toast } from '#kernel/ui';
import { Records } from './records.ts';

const SECONDS = 30;

/** A value behind a mask; whoever may look behind it does so for half a minute, and the audit says so. */
@Component({
  selector: 'crm-masked-value',
  imports: [Icon, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span [class.open]="shown() !== null">{{ shown() ?? text() }}</span>
    @if (may() && shown() === null) {
      <button type="button" (click)="reveal($event)" [title]="'ui.revealHint' | t" [attr.aria-label]="('ui.reveal' | t) + ': ' + text()"><crm-icon name="visible" /></button>
    }
  `,
  styles: `
    :host { display: inline-flex; align-items: center; gap: 4px; } span { font-variant-numeric: tabular-nums; } .open { font-weight: 500; }
    button { display: grid; place-items: center; width: 24px; height: 24px; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--mat-sys-on-surface-variant); cursor: pointer; } button:hover { color: var(--mat-sys-primary); } crm-icon { width: 16px; height: 16px; }
    @media (pointer: coarse) { button { width: 40px; height: 32px; } }
  `,
})
export class MaskedValue {
  readonly of = input.required<Class>();
  readonly field = input.required<Field>();
  readonly record = input.required<object>();
  readonly text = input.required<string>();
  readonly plain = input(false);
  private readonly records = inject(Records);
  private readonly formats = inject(Formats);
  private readonly toast = inject(Toast);
  private readonly session = inject(Session);

  protected readonly may = computed(() => !this.plain() && this.session.can(`${recordOf(this.of()).name}.reveal`));
  /** What is behind the mask, until it falls again. */
  protected readonly shown = linkedSignal<object, string | null>({ source: this.record, computation: () => null });

  protected async reveal(event: Event): Promise<void> {
    event.stopPropagation();
    const record = this.record() as RecordView;
    try {
      const value = await this.records.reveal(this.of(), record.id, this.field().name);
      this.shown.set(this.formats.text(this.of(), this.field(), { [this.field().name]: value }));
      this.toast.show('ui.revealed');
      setTimeout(() => this.shown.set(null), SECONDS * 1000);
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
