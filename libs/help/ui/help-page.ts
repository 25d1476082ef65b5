import { ChangeDetectionStrategy, Component, computed, effect, ElementRef, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Icon, T, Words } from '#kernel/ui';
import { HELP_GROUPS, PAGES_EN, PAGES_ZH, type HelpPage } from '#help/model';

/** The help: a page for every screen, in the reader's language. */
@Component({
  selector: 'crm-help-page',
  imports: [Icon, MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './help-page.html',
  styleUrl: './help-page.scss',
})
export class HelpPageView {
  /** The screen that is asked about. */
  readonly key = input<string>();
  private readonly words = inject(Words);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly asked = signal('');
  private readonly pages = computed(() => (this.words.chinese() ? PAGES_ZH : PAGES_EN));
  protected readonly groups = computed(() => {
    const asked = this.asked().trim().toLowerCase();
    const found = this.pages().filter((page) => whole(page).includes(asked));
    return HELP_GROUPS.map((name) => ({ name, pages: found.filter(({ group }) => group === name) })).filter(({ pages }) => pages.length > 0);
  });
  protected readonly page = computed(() => this.pages().find(({ key }) => key === this.key()) ?? (this.pages()[0] as HelpPage));
  protected readonly parts = computed(() =>
    this.page().parts.map(({ heading, text }) => ({ heading, plain: text.filter((one) => !one.startsWith('- ')), points: text.filter((one) => one.startsWith('- ')).map((one) => one.slice(2)) })),
  );

  constructor() {
    effect(() => {
      this.page();
      this.host.nativeElement.scrollTo?.({ top: 0 });
    });
  }
}

const whole = ({ title, parts }: HelpPage) => [title, ...parts.flatMap(({ heading = '', text }) => [heading, ...text])].join(' ').toLowerCase();
