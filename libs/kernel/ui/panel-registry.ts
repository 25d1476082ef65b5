import { inject, Injectable, InjectionToken, type Type } from '@angular/core';
import { Session } from './session.ts';

/** Something an upper slice shows on the page of a record below it; its component gets `record`. */
export interface Panel {
  /** Kind of record on whose page it stands, or 'home'. */
  readonly on: string;
  readonly slot: 'card' | 'highlight' | 'middle' | 'approval';
  readonly order: number;
  readonly needs: string;
  readonly load: () => Promise<Type<unknown>>;
}
export const PANELS = new InjectionToken<readonly Panel[]>('panels');

/** Knows what stands on which page, so that pages need not. */
@Injectable({ providedIn: 'root' })
export class PanelRegistry {
  private readonly panels = inject(PANELS, { optional: true }) ?? [];
  private readonly session = inject(Session);

  of(record: string, slot: Panel['slot']): readonly Panel[] {
    return this.panels.filter((panel) => panel.on === record && panel.slot === slot && this.session.can(panel.needs)).sort((a, b) => a.order - b.order);
  }
}
