import { CdkTrapFocus, LiveAnnouncer } from '@angular/cdk/a11y';
import { CdkDrag, CdkDragHandle, CdkDropList, type CdkDragDrop } from '@angular/cdk/drag-drop';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, Injector, input, afterNextRender, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import type { Class } from '#kernel/model';
import { Icon, Session, T, Words } from '#kernel/ui';
import type { ListColumns } from './list-columns.ts';
import { columnsOf } from './list-state.ts';

/** Chooses which columns a list shows, and in which order: by dragging or by buttons. */
@Component({
  selector: 'crm-column-chooser',
  imports: [CdkConnectedOverlay, CdkDrag, CdkDragHandle, CdkDropList, CdkOverlayOrigin, CdkTrapFocus, Icon, MatButton, MatCheckbox, MatIconButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './column-chooser.html',
  styleUrl: './column-chooser.scss',
})
export class ColumnChooser {
  readonly of = input.required<Class>();
  readonly columns = input.required<ListColumns>();
  private readonly words = inject(Words);
  private readonly session = inject(Session);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly open = signal(false);
  protected readonly wanted = signal('');

  private readonly found = (name: string) => this.words.label(this.of(), name).toLocaleLowerCase().includes(this.wanted().trim().toLocaleLowerCase());
  protected readonly shown = computed(() => this.columns().names().map((name, index) => ({ name, index, label: this.words.label(this.of(), name) })).filter(({ name }) => this.found(name)));
  protected readonly hidden = computed(() => {
    const shown = new Set(this.columns().names());
    const rest = columnsOf(this.of()).filter(({ name }) => !shown.has(name) && this.session.shows(this.of(), name) && this.found(name));
    return rest.map(({ name }) => ({ name, label: this.words.label(this.of(), name) })).toSorted((a, b) => a.label.localeCompare(b.label, this.words.language()));
  });
  protected readonly last = computed(() => this.columns().names().length - 1);

  protected toggleOpen(): void {
    this.wanted.set('');
    this.open.update((open) => !open);
  }
  protected close(): void {
    this.open.set(false);
    this.host.nativeElement.querySelector('button')?.focus();
  }
  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    const [from, to] = [this.shown()[previousIndex], this.shown()[currentIndex]];
    if (from && to) this.move(from.name, from.label, to.index);
  }
  /** The button that moved a column moves along with it. */
  protected move(name: string, label: string, to: number, button?: EventTarget | null): void {
    this.columns().move(name, to);
    void this.announcer.announce(this.words.t('ui.columnMoved', { label, n: to + 1 }));
    if (button) afterNextRender(() => (button as HTMLElement).focus(), { injector: this.injector });
  }
}
