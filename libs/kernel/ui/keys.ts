import { DestroyRef, inject, Injectable, signal } from '@angular/core';

/** A key or two ('c', 'g o', 'Alt+ArrowUp', 'Ctrl+Enter') and what it does. */
export interface Shortcut {
  readonly keys: string;
  /** Translation key of what it does. */
  readonly does: string;
  /** Works on every page. */
  readonly everywhere?: true;
  /** Without it the key is only told: the part of the page it belongs to hears it itself. */
  readonly run?: (event: KeyboardEvent) => void;
}
const EDITABLE = 'input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=menu], [role=menuitem]';

/** What Enter belongs to when it has the focus. */
const PRESSABLE = 'a, button, summary, [tabindex="0"]';

/** Keyboard shortcuts: the latest that was added wins; single keys rest while somebody types or composes. */
@Injectable({ providedIn: 'root' })
export class Keys {
  readonly all = signal<readonly Shortcut[]>([]);
  /** Whether keys without Ctrl or Alt do something. */
  readonly single = signal(true);
  private prefix = '';

  constructor() {
    document.addEventListener('keydown', (event) => this.press(event));
  }

  /** Adds shortcuts for as long as whoever asks lives. */
  use(...shortcuts: Shortcut[]): void {
    this.all.update((all) => [...shortcuts, ...all]);
    inject(DestroyRef).onDestroy(() => this.all.update((all) => all.filter((one) => !shortcuts.includes(one))));
  }

  private press(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return;
    const modifiers = `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}`;
    const shift = event.shiftKey && (event.key.length > 1 || modifiers) ? 'Shift+' : '';
    const typing = event.target instanceof Element && event.target.closest(EDITABLE) !== null;
    if ((event.key === 'Enter' || event.key === ' ') && !modifiers && event.target instanceof Element && event.target.closest(PRESSABLE)) return;
    if (typing && modifiers === '' && event.key !== 'Escape') return;
    if (document.querySelector('.cdk-overlay-container .mat-mdc-dialog-container') && !modifiers && event.key !== 'Escape') return;
    const key = `${modifiers}${shift}${event.key}`;
    if (!this.single() && !modifiers && event.key.length === 1) return;
    const pair = this.prefix ? `${this.prefix} ${key}` : key;
    const heard = this.all().filter(({ run }) => run);
    const shortcut = heard.find(({ keys }) => keys === pair) ?? heard.find(({ keys }) => keys === key);
    this.prefix = shortcut ? '' : key.length === 1 ? key : '';
    if (this.prefix) setTimeout(() => (this.prefix = ''), 1500);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run?.(event);
  }
}
