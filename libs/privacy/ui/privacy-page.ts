import { ChangeDetectionStrategy, Component, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { T } from '#kernel/ui';
import { HoldList } from './hold-list.ts';
import { PersonFinder } from './person-finder.ts';
import { Retention } from './retention.ts';
import { TombstoneList } from './tombstone-list.ts';

/** The rights of persons: to know, to have it put right, to be erased; and how long what is kept. */
@Component({
  selector: 'crm-privacy-page',
  imports: [HoldList, PersonFinder, Retention, RouterLink, T, TombstoneList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="back" routerLink="/settings">{{ 'setting.many' | t }}</a>
    <h1>{{ 'privacy.title' | t }}</h1>
    <crm-person-finder (changed)="turn.set(turn() + 1)" />
    <crm-hold-list [turn]="turn()" />
    <crm-tombstone-list [turn]="turn()" />
    <crm-retention />
  `,
  styles: `
    :host { display: block; height: 100%; box-sizing: border-box; overflow: auto; padding: 16px 20px; } .back { font-size: 13px; color: var(--mat-sys-on-surface-variant); } h1 { margin: 4px 0 16px; font-size: 20px; font-weight: 600; }
    @media (max-width: 767px) { :host { padding: 12px; } }
  `,
})
export class PrivacyPage {
  /** Rises when something was held or erased. */
  protected readonly turn = signal(0);
}
