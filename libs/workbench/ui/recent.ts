import { computed, inject, Injectable, signal } from '@angular/core';
import { Session } from '#kernel/ui';

/** A record somebody opened. */
export interface Visit {
  readonly kind: string;
  readonly id: string;
}
const KEPT = 12;

/** Which records somebody opened last in this browser; their names stay on the server. */
@Injectable({ providedIn: 'root' })
export class Recent {
  private readonly session = inject(Session);
  private readonly count = signal(0);
  private readonly storageKey = computed(() => `rapport.recent.${this.session.me()?.user?.id ?? ''}`);
  readonly visits = computed((): readonly Visit[] => {
    this.count();
    const stored = localStorage.getItem(this.storageKey());
    return stored ? (JSON.parse(stored) as Visit[]) : [];
  });

  visit(kind: string, id: string): void {
    const others = this.visits().filter((one) => one.kind !== kind || one.id !== id);
    localStorage.setItem(this.storageKey(), JSON.stringify([{ kind, id }, ...others].slice(0, KEPT)));
    this.count.update((n) => n + 1);
  }
}
