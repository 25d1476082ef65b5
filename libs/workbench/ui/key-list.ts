import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { T, Words, type Shortcut } from '#kernel/ui';

const NAMES: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };

/** Keys and what they do, as one reads them on a keyboard. */
@Component({
  selector: 'crm-key-list',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<dl>@for (one of shown(); track one.keys) { <div><dt>@for (cap of one.caps; track $index) { <kbd>{{ cap }}</kbd> }</dt><dd>{{ one.does | t }}</dd></div> }</dl>`,
  styles: `
    dl { display: grid; margin: 0; } div { display: grid; grid-template-columns: 116px 1fr; gap: 12px; align-items: center; min-height: 34px; } div + div { border-top: 1px solid var(--mat-sys-outline-variant); } dt { display: flex; gap: 4px; } dd { margin: 0; }
    kbd { min-width: 24px; box-sizing: border-box; padding: 1px 6px; border: 1px solid var(--mat-sys-outline-variant); border-bottom-width: 2px; border-radius: 5px; background: var(--mat-sys-surface-container); font: inherit; font-size: 12px; line-height: 18px; text-align: center; white-space: nowrap; }
  `,
})
export class KeyList {
  readonly keys = input.required<readonly Shortcut[]>();
  private readonly words = inject(Words);
  /** Each key once: the latest that was added wins. */
  protected readonly shown = computed(() => {
    const space = this.words.t('ui.keySpace');
    return [...new Map(this.keys().toReversed().map((one) => [one.keys, one])).values()].reverse().map(({ keys, does }) => ({ keys, does, caps: keys === ' ' ? [space] : keys.split(/[ +](?=.)/).map((cap) => NAMES[cap] ?? (/^[A-Z]$/.test(cap) ? `Shift ${cap}` : cap)) }));
  });
}
