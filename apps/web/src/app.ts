import { ChangeDetectionStrategy, Component, signal } from '@angular/core';

const WELCOME = { en: 'Welcome to Rapport', 'zh-CN': '欢迎使用 Rapport' };

/** The first page, in both languages. */
@Component({
  selector: 'crm-app',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<main>
    <h1>{{ welcome[language()] }}</h1>
    <button (click)="switchLanguage()">{{ language() === 'en' ? '中文' : 'English' }}</button>
  </main>`,
})
export class App {
  protected readonly welcome = WELCOME;
  protected readonly language = signal<'en' | 'zh-CN'>(navigator.language.startsWith('zh') ? 'zh-CN' : 'en');

  protected switchLanguage(): void {
    this.language.update((now) => (now === 'en' ? 'zh-CN' : 'en'));
  }
}
