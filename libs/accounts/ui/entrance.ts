import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Words } from '#kernel/ui';

/** The frame of the pages in front of the door: the name, a card, the language. */
@Component({
  selector: 'crm-entrance',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main>
      <p class="brand"><span aria-hidden="true">R</span>Rapport</p>
      <section><ng-content /></section>
      <button matButton (click)="words.language.set(words.chinese() ? 'en' : 'zh-CN')">{{ words.chinese() ? 'English' : '中文' }}</button>
    </main>
  `,
  styles: `
    main { min-height: 100dvh; display: grid; place-content: center; justify-items: center; gap: 16px; padding: 24px 16px; box-sizing: border-box; grid-template-columns: min(420px, 100%); }
    .brand { display: flex; align-items: center; gap: 10px; margin: 0; font-size: 20px; font-weight: 600; }
    .brand span { display: grid; place-items: center; width: 32px; height: 32px; border-radius: 8px; background: var(--mat-sys-primary); color: var(--mat-sys-on-primary); }
    section { width: 100%; box-sizing: border-box; padding: 24px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 12px; background: var(--mat-sys-surface); }
    section ::ng-deep h1 { margin: 0 0 16px; font-size: 18px; font-weight: 600; }
    section ::ng-deep .failure { margin: 0 0 12px; padding: 8px 12px; border-radius: 8px; color: var(--mat-sys-error); background: light-dark(#fce5e3, #4a1d1a); }
    section ::ng-deep .submit { width: 100%; margin-top: 20px; height: 40px; }
    section ::ng-deep .hint { color: var(--mat-sys-on-surface-variant); }
  `,
})
export class Entrance {
  protected readonly words = inject(Words);
}
