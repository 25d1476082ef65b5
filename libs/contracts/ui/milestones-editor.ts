import { ChangeDetectionStrategy, Component, inject, model } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Icon, T, Words } from '#kernel/ui';
import type { Milestone } from '#contracts/model';

/** The checklist of a draft: what is owed besides money, and until when. */
@Component({
  selector: 'crm-milestones-editor',
  imports: [Icon, MatButton, MatIconButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (row of rows(); track $index; let at = $index) {
      <div class="row">
        <input class="name" maxlength="200" [value]="row.name" (change)="set(at, { name: $any($event.target).value })" [attr.aria-label]="words.t('contract.milestone') + ' ' + (at + 1)" [placeholder]="'contract.milestoneHint' | t" />
        <input type="date" [value]="row.dueOn ?? ''" (change)="set(at, { dueOn: $any($event.target).value || null })" [attr.aria-label]="words.t('contract.field.dueOn') + ' ' + (at + 1)" />
        <button matIconButton type="button" [disabled]="at === 0" (click)="move(at, -1)" [attr.aria-label]="'ui.moveUp' | t"><crm-icon name="arrowUp" /></button>
        <button matIconButton type="button" [disabled]="at === rows().length - 1" (click)="move(at, 1)" [attr.aria-label]="'ui.moveDown' | t"><crm-icon name="arrowDown" /></button>
        <button matIconButton type="button" (click)="drop(at)" [attr.aria-label]="'ui.remove' | t"><crm-icon name="close" /></button>
      </div>
    }
    <button matButton type="button" (click)="add()"><crm-icon name="add" /> {{ 'contract.addMilestone' | t }}</button>
  `,
  styles: `
    .row { display: flex; align-items: center; gap: 6px; padding: 4px 0; } .name { flex: 1; min-width: 0; } input { height: 36px; padding: 0 10px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 6px; background: var(--mat-sys-surface); color: inherit; font: inherit; color-scheme: light dark; } input:focus-visible { outline: 2px solid var(--mat-sys-primary); }
    @media (max-width: 767px) { .row { flex-wrap: wrap; } .name { flex-basis: 100%; } }
  `,
})
export class MilestonesEditor {
  readonly rows = model.required<readonly Milestone[]>();
  protected readonly words = inject(Words);

  protected add(): void {
    this.rows.set([...this.rows(), { name: '', dueOn: null, doneOn: null }]);
  }
  protected drop(at: number): void {
    this.rows.set(this.rows().filter((_, index) => index !== at));
  }
  protected set(at: number, change: Partial<Milestone>): void {
    this.rows.set(this.rows().map((row, index) => (index === at ? { ...row, ...change } : row)));
  }
  protected move(at: number, by: number): void {
    const rows = [...this.rows()];
    const [row] = rows.splice(at, 1);
    if (row) rows.splice(at + by, 0, row);
    this.rows.set(rows);
  }
}
