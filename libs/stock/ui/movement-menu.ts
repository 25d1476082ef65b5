import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { Icon, T } from '#kernel/ui';
import { MOVES, MovementDialog, type Move, type MovedPlace } from './movement-dialog.ts';

/** The ways in which goods are moved by hand. */
@Component({
  selector: 'crm-movement-menu',
  imports: [Icon, MatButton, MatMenuModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button matButton="filled" [matMenuTriggerFor]="moves">{{ 'stock.move' | t }} <crm-icon name="arrowDown" iconPositionEnd /></button>
    <mat-menu #moves="matMenu">@for (move of all; track move) { <button mat-menu-item (click)="open(move)">{{ 'stock.' + move | t }}</button> }</mat-menu>
  `,
})
export class MovementMenu {
  /** What is filled in already. */
  readonly at = input<MovedPlace>({});
  private readonly dialog = inject(MovementDialog);
  protected readonly all = MOVES;
  protected open(move: Move): void {
    void this.dialog.open(move, this.at());
  }
}
