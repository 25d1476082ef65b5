import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { T, Words } from '#kernel/ui';
import { PAGES_EN, PAGES_ZH } from '#help/model';

/** The help: a page for every screen, in the reader's language. */
@Component({
  selector: 'crm-help-page',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav [attr.aria-label]="'help.pages' | t">@for (one of pages(); track one.key) { <a [routerLink]="['/help', one.key]" [attr.aria-current]="one.key === page().key ? 'page' : null">{{ one.title }}</a> }</nav>
    <article>
      <h1>{{ page().title }}</h1>
      @for (part of parts(); track $index) {
        @if (part.heading) { <h2>{{ part.heading }}</h2> }
        @for (text of part.plain; track $index) { <p>{{ text }}</p> }
        @if (part.points.length > 0) { <ul>@for (text of part.points; track $index) { <li>{{ text }}</li> }</ul> }
      }
    </article>
  `,
  styles: `
    :host { display: grid; grid-template-columns: 220px minmax(0, 1fr); gap: 32px; height: 100%; box-sizing: border-box; overflow: auto; padding: 20px; background: var(--mat-sys-surface); } nav { display: grid; gap: 2px; align-content: start; }
    a { padding: 8px 12px; border-radius: 8px; color: inherit; text-decoration: none; } a:hover { background: var(--mat-sys-surface-container); } [aria-current] { background: var(--mat-sys-primary-container); color: var(--mat-sys-on-primary-container); font-weight: 500; }
    article { max-width: 68ch; line-height: 1.65; } h1 { margin: 4px 0 12px; font-size: 22px; font-weight: 600; } h2 { margin: 24px 0 4px; font-size: 15px; font-weight: 600; } p { margin: 0 0 8px; } ul { margin: 4px 0; padding-inline-start: 20px; } li { margin: 4px 0; }
    @media (max-width: 767px) { :host { grid-template-columns: 1fr; gap: 16px; } nav { display: flex; flex-wrap: wrap; } a { padding: 6px 10px; } }
  `,
})
export class HelpPageView {
  /** The screen that is asked about. */
  readonly key = input<string>();
  private readonly words = inject(Words);
  protected readonly pages = computed(() => (this.words.chinese() ? PAGES_ZH : PAGES_EN));
  protected readonly page = computed(() => this.pages().find(({ key }) => key === this.key()) ?? (this.pages()[0] as (typeof PAGES_EN)[number]));
  protected readonly parts = computed(() =>
    this.page().parts.map(({ heading, text }) => ({ heading, plain: text.filter((one) => !one.startsWith('- ')), points: text.filter((one) => one.startsWith('- ')).map((one) => one.slice(2)) })),
  );
}
