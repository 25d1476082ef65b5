import { CdkDrag, CdkDropList, CdkDropListGroup, type CdkDragDrop } from '@angular/cdk/drag-drop';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, contentChild, ElementRef, inject, input, output, signal, TemplateRef } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { Icon, Keys, T } from '#kernel/ui';
import { KEY_GUIDE } from './key-guide.ts';
import { onPhone } from './narrow.ts';

export interface BoardColumn<C> {
  readonly id: string;
  readonly name: string;
  readonly count: string;
  readonly sum: string;
  readonly hint: string;
  readonly cards: readonly C[];
}
export interface BoardMove<C> {
  readonly card: C;
  readonly to: string;
}

/** Cards in columns: moved by dragging, by a menu, or by Shift and the arrow keys. */
@Component({
  selector: 'crm-board',
  imports: [CdkDrag, CdkDropList, CdkDropListGroup, Icon, MatIconButton, MatMenuModule, NgTemplateOutlet, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './board.html',
  styleUrl: './board.scss',
})
export class Board<C extends { readonly id: string; readonly name: string }> {
  readonly columns = input.required<readonly BoardColumn<C>[]>();
  readonly locked = input(false);
  readonly moved = output<BoardMove<C>>();
  readonly opened = output<C>();
  readonly more = output<string>();
  protected readonly face = contentChild.required<TemplateRef<unknown>>(TemplateRef);
  protected readonly phone = onPhone();
  /** The column a phone shows. */
  protected readonly shown = signal(0);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  constructor() {
    inject(Keys).use(...KEY_GUIDE.board.slice(1));
  }

  protected drop({ previousContainer, container, item }: CdkDragDrop<BoardColumn<C>>): void {
    if (previousContainer !== container) this.moved.emit({ card: item.data as C, to: container.data.id });
  }

  protected press(event: KeyboardEvent, card: C, column: number): void {
    if (event.key === 'Enter') return this.opened.emit(card);
    const by = event.shiftKey && event.key === 'ArrowRight' ? 1 : event.shiftKey && event.key === 'ArrowLeft' ? -1 : 0;
    const to = this.columns()[column + by];
    if (by === 0 || !to || this.locked()) return;
    event.preventDefault();
    this.move(card, to);
  }

  protected move(card: C, to: BoardColumn<C>): void {
    this.moved.emit({ card, to: to.id });
    void this.announcer.announce(`${card.name} → ${to.name}`);
    setTimeout(() => this.host.nativeElement.querySelector<HTMLElement>(`[data-card="${card.id}"]`)?.focus(), 400);
  }
}
