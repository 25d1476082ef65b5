import { CdkVirtualScrollViewport, ScrollingModule } from '@angular/cdk/scrolling';
import { afterNextRender, ChangeDetectionStrategy, Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { RouterLink } from '@angular/router';
import { recordOf, type Class, type Field, type RecordView } from '#kernel/model';
import { Formats, Icon, T, Words } from '#kernel/ui';
import type { ListSelection } from './list-selection.ts';
import type { ListSource } from './list-source.ts';
import type { ListTotals } from './list-totals.ts';
import { Value } from './value.ts';

const HEIGHT = 72;
const PRESS_MS = 500;

/** The records of a list as cards of two lines, for a phone; a long press starts to select. */
@Component({
  selector: 'crm-list-cards',
  imports: [Icon, MatButton, MatCheckbox, RouterLink, ScrollingModule, T, Value],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './list-cards.html',
  styleUrl: './list-cards.scss',
})
export class ListCards<T extends RecordView> {
  readonly of = input.required<Class<T>>();
  readonly source = input.required<ListSource<T>>();
  readonly selection = input.required<ListSelection<T>>();
  readonly fields = input.required<readonly Field[]>();
  readonly chip = input<Field | undefined>();
  readonly totals = input<ListTotals | null>(null);
  /** A warning beside a record's name; '' when there is none. */
  readonly mark = input<(record: T) => string>(() => '');
  readonly bin = input(false);
  readonly ticks = input(false);
  /** Cards show their ticks, and a tap ticks. */
  readonly selecting = input(false);
  readonly opened = output<T>();
  readonly restored = output<T>();
  readonly reached = output();
  protected readonly words = inject(Words);
  private readonly formats = inject(Formats);
  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);
  protected readonly height = HEIGHT;
  protected readonly info = computed(() => recordOf(this.of()));
  protected readonly ticking = computed(() => this.ticks() && (this.selecting() || this.selection().count() > 0));
  /** More than three screens down. */
  protected readonly deep = signal(false);
  private pressed: ReturnType<typeof setTimeout> | undefined;
  private long = false;
  private offset = 0;

  constructor() {
    afterNextRender(() => {
      const element = this.viewport().elementRef.nativeElement;
      const follow = () => {
        this.offset = element.scrollTop;
        this.deep.set(element.scrollTop > 3 * element.clientHeight);
      };
      element.addEventListener('scroll', follow, { passive: true });
    });
  }

  protected text = (record: T) => this.formats.called(this.of(), record) || '—';
  protected link = (record: T) => ['/', this.info().path, record.id];
  protected trackId = (_: number, record: T) => record.id;
  protected press(record: T): void {
    this.long = false;
    if (!this.ticks()) return;
    this.pressed = setTimeout(() => {
      this.long = true;
      this.selection().toggle(record);
    }, PRESS_MS);
  }
  protected release(): void {
    clearTimeout(this.pressed);
  }
  /** A tap opens a card, or ticks it while one selects; the end of a long press does neither. */
  protected tap(record: T, event: Event): void {
    const [long, ticking] = [this.long, this.ticking()];
    this.long = false;
    if (!long && !ticking && !this.bin()) return this.opened.emit(record);
    event.preventDefault();
    event.stopPropagation();
    if (!long && ticking) this.selection().toggle(record);
  }

  protected more(): void {
    if (this.viewport().getRenderedRange().end >= this.source().items().length - 20) this.reached.emit();
  }
  scrolled = (): number => this.offset;
  scrollTo(offset: number): void {
    this.viewport().scrollToOffset(offset);
  }
  show(index: number): void {
    this.viewport().scrollToIndex(index);
  }
}
