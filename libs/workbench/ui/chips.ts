import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

export type Tone = 'neutral' | 'info' | 'violet' | 'warning' | 'success' | 'danger';

/** A state as a dot and a word; never colour alone. */
@Component({
  selector: 'crm-status-chip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[attr.data-tone]': 'tone()' },
  template: '<ng-content />',
  styles: `
    :host { display: inline-flex; align-items: center; vertical-align: middle; gap: 6px; height: 22px; padding: 0 8px; border-radius: 6px; font-size: 12px; white-space: nowrap;
      color: var(--tone); background: var(--tone-tint); }
    :host::before { content: ''; width: 6px; height: 6px; border-radius: 50%; background: currentColor; flex: none; }
    :host { --tone: light-dark(#475063, #B4BCCB); --tone-tint: light-dark(#EEF1F6, #262C38); }
    :host([data-tone='info']) { --tone: light-dark(#0B5CAB, #8CC4FF); --tone-tint: light-dark(#E1EFFC, #16314E); }
    :host([data-tone='violet']) { --tone: light-dark(#6A3FBF, #C9B2FF); --tone-tint: light-dark(#EFE8FC, #33265A); }
    :host([data-tone='warning']) { --tone: light-dark(#8A5300, #FFCA7A); --tone-tint: light-dark(#FCEFD6, #43300F); }
    :host([data-tone='success']) { --tone: light-dark(#12693E, #83DBA9); --tone-tint: light-dark(#E0F3E8, #143826); }
    :host([data-tone='danger']) { --tone: light-dark(#A6211A, #FFA79F); --tone-tint: light-dark(#FCE5E3, #4A1D1A); }
  `,
})
export class StatusChip {
  readonly tone = input<string>('neutral');
}

/** The letter that stands for a company or a person. */
@Component({
  selector: 'crm-avatar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true', '[class.round]': 'round()', '[class.none]': 'numbered()' },
  template: '{{ letter() }}',
  styles: `
    :host { display: inline-flex; align-items: center; justify-content: center; width: 24px; height: 24px; flex: none; border-radius: 6px;
      font-size: 12px; font-weight: 500; color: var(--mat-sys-on-secondary-container); background: var(--mat-sys-secondary-container); }
    :host(.round) { border-radius: 50%; color: var(--mat-sys-on-primary-container); background: var(--mat-sys-primary-container); }
    :host(.none) { display: none; }
    :host(.large) { width: 32px; height: 32px; font-size: 14px; }
  `,
})
export class Avatar {
  readonly name = input.required<string>();
  readonly round = input(false);
  /** What is called by a number has no letter of its own. */
  protected readonly numbered = computed(() => /^[A-Z]+-\d/.test(this.name()));
  /** Surname in Chinese, first letter elsewhere. */
  protected readonly letter = computed(() => [...this.name().trim()][0]?.toUpperCase() ?? '?');
}
