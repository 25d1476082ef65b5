import { afterRenderEffect, ChangeDetectionStrategy, Component, computed, ElementRef, input, output, viewChild } from '@angular/core';

export interface PathStage {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
}

/** The stages of a deal as a bar: what is done, where it is, what is to come. */
@Component({
  selector: 'crm-stage-path',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol #bar [attr.tabindex]="locked() ? 0 : null">
      @for (stage of stages(); track stage.id; let index = $index) {
        <li [class.done]="index < at() || outcome() === 'won'" [class.now]="index === at() && !outcome()" [class.lost]="index === at() && !!outcome() && outcome() !== 'won'">
          <button type="button" [disabled]="locked() || index === at()" [attr.aria-current]="index === at() ? 'step' : null" [title]="stage.hint || stage.name" (click)="chosen.emit(stage.id)">{{ stage.name }}</button>
        </li>
      }
    </ol>
  `,
  styles: `
    ol { display: flex; gap: 3px; list-style: none; margin: 6px 0 0; padding: 0; overflow-x: auto; }
    li { display: grid; grid-template-columns: minmax(0, 1fr); flex: 1 0 auto; min-width: 84px; max-width: 240px; } li:first-child button { border-radius: 8px 0 0 8px; } li:last-child button { border-radius: 0 8px 8px 0; }
    button { width: 100%; min-height: 32px; padding: 0 10px; border: 0; font: inherit; font-size: 13px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; cursor: pointer;
      background: var(--mat-sys-secondary-container); color: var(--mat-sys-on-secondary-container); }
    button:disabled { cursor: default; } @media (pointer: coarse) { button:enabled { min-height: 44px; } }
    .done button { background: light-dark(#d8efe2, #143826); color: light-dark(#12693e, #83dba9); }
    .now button { background: var(--mat-sys-primary); color: var(--mat-sys-on-primary); font-weight: 500; }
    .lost button { background: light-dark(#fce5e3, #4a1d1a); color: light-dark(#a6211a, #ffa79f); }
  `,
})
export class StagePath {
  readonly stages = input.required<readonly PathStage[]>();
  readonly stageId = input.required<string>();
  /** How it ended, if it did. */
  readonly outcome = input<string | null>(null);
  readonly locked = input(false);
  readonly chosen = output<string>();
  protected readonly at = computed(() => this.stages().findIndex(({ id }) => id === this.stageId()));
  private readonly bar = viewChild.required<ElementRef<HTMLElement>>('bar');

  constructor() {
    // Where it stands is in sight, however long the way is.
    afterRenderEffect(() => {
      const bar = this.bar().nativeElement;
      const now = bar.children[this.at()] as HTMLElement | undefined;
      if (now) bar.scrollLeft = now.offsetLeft - bar.offsetLeft - (bar.clientWidth - now.clientWidth) / 2;
    });
  }
}
