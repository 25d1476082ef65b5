import { ChangeDetectionStrategy, Component, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats, T, Words } from '#kernel/ui';
import type { TombstoneView } from '#privacy/model';
import { PrivacyClient } from './privacy-client.ts';
import { PrivacyWords } from './privacy-words.ts';

/** What is left to prove that somebody was erased. */
@Component({
  selector: 'crm-tombstone-list',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'privacy.tombstones' | t }}</h2>
    <p class="quiet">{{ 'privacy.tombstonesSay' | t }}</p>
    @if (failed()) { <p role="alert">{{ 'privacy.failed' | t }} <button matButton (click)="load(null)">{{ 'ui.retry' | t }}</button></p> }
    @if (items(); as all) {
      <ul>
        @for (one of all; track one.id) {
          <li><span class="grow">{{ one.kind ? says.kind(one.kind) : ('privacy.leftovers' | t) }} · {{ 'privacy.reasons.' + one.reason | t }}@if (one.reference) { · {{ one.reference }} }<br />
            <small>{{ one.by }}, {{ formats.moment(one.at) }}@if (places(one); as what) { · {{ what }} }</small></span></li>
        } @empty { <li class="quiet">{{ 'privacy.tombstonesNone' | t }}</li> }
      </ul>
      @if (next()) { <button matButton (click)="load(next())">{{ 'privacy.more' | t }}</button> }
    } @else if (!failed()) { <p role="status" class="quiet">{{ 'privacy.loading' | t }}</p> }
  `,
  styleUrl: './privacy.scss',
})
export class TombstoneList {
  readonly turn = input.required<number>();

  private readonly client = inject(PrivacyClient);
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly says = inject(PrivacyWords);
  protected readonly items = signal<readonly TombstoneView[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly failed = signal(false);

  constructor() {
    effect(() => {
      this.turn();
      untracked(() => void this.load(null));
    });
  }

  protected places({ erased }: TombstoneView): string {
    return erased.filter(({ n }) => n > 0).map(({ place, n }) => `${this.says.place(place)} ${this.formats.number(n)}`).join(this.words.chinese() ? '、' : ', ');
  }
  protected async load(before: string | null): Promise<void> {
    try {
      const page = await this.client.tombstones(before);
      this.items.update((all) => [...(before ? (all ?? []) : []), ...page.items]);
      this.next.set(page.next);
      this.failed.set(false);
    } catch {
      this.failed.set(true);
    }
  }
}
