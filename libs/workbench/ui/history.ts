import { ChangeDetectionStrategy, Component, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { fieldOf, type Class, type HistoryEntry, recordOf } from '#kernel/model';
import { Formats, T, Words } from '#kernel/ui';
import { ChangeWords } from './change-words.ts';
import { Records } from './records.ts';

/** What happened to a record: who changed what from what to what, latest first. */
@Component({
  selector: 'crm-history',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'ui.history' | t }}</h2>
    <ol>
      @for (entry of entries(); track entry.id) {
        <li>
          <p><b>{{ entry.actor?.name ?? 'Rapport' }}</b> {{ action(entry) }} <time [attr.datetime]="entry.at" [title]="formats.exactly(entry.at)">{{ formats.moment(entry.at) }}</time></p>
          @if (entry.action !== 'create') {
            @for (change of entry.changes; track change.field) {
              @if (known(change.field)) { <p class="change">{{ changes.label(of(), change.field) }}: <s>{{ changes.value(of(), change.field, change.old) }}</s> → {{ changes.value(of(), change.field, change.new) }}</p> }
            }
          }
        </li>
      }
    </ol>
    @if (next()) { <button matButton (click)="more()">{{ 'ui.earlier' | t }}</button> }
  `,
  styles: `
    h2 { margin: 8px 0; font-size: 14px; font-weight: 600; } ol { list-style: none; margin: 0; padding: 0 0 0 8px; }
    li { position: relative; padding: 0 0 14px 20px; border-inline-start: 2px solid var(--mat-sys-outline-variant); }
    li::before { content: ''; position: absolute; inset-inline-start: -7px; top: 5px; width: 8px; height: 8px; border-radius: 50%; border: 2px solid var(--mat-sys-primary); background: var(--mat-sys-surface); }
    p { margin: 0; } time { color: var(--mat-sys-on-surface-variant); } .change { font-size: 13px; color: var(--mat-sys-on-surface-variant); overflow-wrap: anywhere; }
  `,
})
export class History {
  readonly of = input.required<Class>();
  readonly id = input.required<string>();
  readonly version = input.required<number>();
  private readonly records = inject(Records);
  private readonly words = inject(Words);
  protected readonly changes = inject(ChangeWords);
  protected readonly formats = inject(Formats);
  protected readonly entries = signal<readonly HistoryEntry[]>([]);
  protected readonly next = signal<string | null>(null);

  constructor() {
    effect(() => {
      this.version();
      this.id();
      untracked(() => void this.load(null));
    });
  }

  protected more = () => this.load(this.next());
  protected known = (name: string) => fieldOf(this.of(), name) !== undefined || this.words.has(`history.field.${name}`);

  protected action({ action }: HistoryEntry): string {
    const key = [`${recordOf(this.of()).name}.history.${action}`, `history.${action}`].find((one) => this.words.has(one));
    return this.words.t(key ?? 'history.update');
  }
  private async load(after: string | null): Promise<void> {
    const id = this.id();
    const page = await this.records.history(this.of() as never, id, after).catch(() => ({ items: [], next: null }));
    if (id !== this.id()) return;
    this.entries.update((known) => (after ? [...known, ...page.items] : page.items));
    this.next.set(page.next);
  }
}
