import { ChangeDetectionStrategy, Component, inject, Injectable, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Problems, problemOf } from './problem.ts';
import { T, Words } from './words.ts';

interface Message {
  readonly id: number;
  readonly text: string;
  readonly failed: boolean;
  readonly requestId?: string;
  readonly undo?: () => unknown;
}
const SECONDS = 6;

/** Short messages at the bottom: at most three, six seconds each, with undo where something can be undone. */
@Injectable({ providedIn: 'root' })
export class Toast {
  private readonly words = inject(Words);
  private readonly problems = inject(Problems);
  readonly messages = signal<readonly Message[]>([]);
  private count = 0;

  show(key: string, params?: Record<string, unknown>, undo?: () => unknown): void {
    const id = this.add({ text: this.words.t(key, params), failed: false, ...(undo ? { undo } : {}) });
    setTimeout(() => this.close(id), SECONDS * 1000);
  }
  /** A refusal in words, which stays until it is closed. */
  say(text: string): void {
    this.add({ text, failed: true });
  }
  /** What went wrong stays until it is closed. */
  fail(error: unknown): void {
    const { requestId, code, errors = [] } = problemOf(error);
    // Where no form names the field, the first fault says more than that there is one.
    const why = code === 'invalid' && errors[0] ? ` ${this.problems.sentence(errors[0].code, errors[0].params)}` : '';
    this.add({ text: this.problems.say(error) + why, failed: true, ...(requestId ? { requestId } : {}) });
  }
  close(id: number): void {
    this.messages.update((all) => all.filter((message) => message.id !== id));
  }
  private add(message: Omit<Message, 'id'>): number {
    const id = ++this.count;
    this.messages.update((all) => [...all, { ...message, id }].slice(-3));
    return id;
  }
}

/** Where toasts appear. */
@Component({
  selector: 'crm-toasts',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-live': 'polite', role: 'status' },
  template: `
    @for (message of toast.messages(); track message.id) {
      <div class="toast" [class.failed]="message.failed">
        <span>{{ message.text }} @if (message.requestId) { <small>{{ message.requestId }}</small> }</span>
        @if (message.undo) { <button matButton (click)="undo(message)">{{ 'ui.undo' | t }}</button> }
        <button matButton (click)="toast.close(message.id)">{{ 'ui.close' | t }}</button>
      </div>
    }
  `,
  styles: `
    :host { position: fixed; inset-inline-start: 16px; bottom: 16px; z-index: 2000; display: grid; gap: 8px; max-width: min(480px, calc(100vw - 32px)); }
    .toast { display: flex; align-items: center; gap: 8px; padding: 6px 6px 6px 16px; border-radius: 8px; color: light-dark(#fff, #1b2230);
      background: light-dark(#1b2230, #e6e9ef); box-shadow: 0 6px 20px rgb(0 0 0 / 24%); --mat-button-text-label-text-color: light-dark(#b9c7ff, #2b3f8f); }
    .toast span { flex: 1; }
    .failed { border-inline-start: 4px solid light-dark(#ff9c94, #b3261e); }
    small { display: block; opacity: 0.7; font-size: 11px; }
    @media (max-width: 767px) { :host { bottom: calc(72px + var(--crm-bar, 0px)); } }
  `,
})
export class Toasts {
  protected readonly toast = inject(Toast);
  protected undo({ id, undo }: Message): void {
    undo?.();
    this.toast.close(id);
  }
}
