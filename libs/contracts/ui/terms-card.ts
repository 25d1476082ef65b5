import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Session, T } from '#kernel/ui';
import { factsOf, filled, type Contract } from '#contracts/model';

/** The terms of a contract as they are read, with their words filled in. */
@Component({
  selector: 'crm-terms-card',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'contract.field.terms' | t }}</h2>
    <p [class.folded]="folded() && long()">{{ text() }}</p>
    @if (long()) { <button matButton (click)="folded.set(!folded())" [attr.aria-expanded]="!folded()">{{ (folded() ? 'contract.readAll' : 'contract.fold') | t }}</button> }
  `,
  styles: `
    :host { display: block; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 8px 0; font-size: 14px; font-weight: 600; }
    p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.75; max-width: 80ch; } .folded { max-height: 14lh; overflow: hidden; mask-image: linear-gradient(black 70%, transparent); }
  `,
})
export class TermsCard {
  readonly contract = input.required<Contract>();
  private readonly session = inject(Session);
  protected readonly folded = signal(true);
  protected readonly text = computed(() => {
    const { name = '', language = 'zh-CN' } = this.session.me()?.workspace ?? {};
    return filled(this.contract().terms ?? '', factsOf(this.contract(), name, language));
  });
  protected readonly long = computed(() => this.text().length > 700 || this.text().split('\n').length > 14);
}
