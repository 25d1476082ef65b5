import { computed, effect, inject, Injectable, InjectionToken, Pipe, signal, type PipeTransform } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { fieldOf, recordOf, RecordView, type Class, type Field, type Language } from '#kernel/model';

/** The words of each slice, in both languages. */
export const WORDS = new InjectionToken<readonly Record<Language, object>[]>('words');
const STORED = 'rapport.language';

const guessed = (): Language => {
  const stored = localStorage.getItem(STORED);
  if (stored === 'en' || stored === 'zh-CN') return stored;
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
};

/** The font for Chinese, on machines that have none; its parts are fetched as characters need them. */
function loadChineseFont(): void {
  if (document.querySelector('link[data-font]')) return;
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/noto.css' });
  link.dataset['font'] = 'zh';
  document.head.append(link);
}

/** The language people read, and every word in it; switching needs no reload. */
@Injectable({ providedIn: 'root' })
export class Words {
  private readonly transloco = inject(TranslocoService);
  readonly language = signal<Language>(guessed());
  readonly chinese = computed(() => this.language() === 'zh-CN');

  constructor() {
    for (const words of inject(WORDS)) {
      for (const language of ['en', 'zh-CN'] as const) this.transloco.setTranslation(words[language] as never, language);
    }
    effect(() => {
      const language = this.language();
      document.documentElement.lang = language;
      localStorage.setItem(STORED, language);
      this.transloco.setActiveLang(language);
      if (language === 'zh-CN') loadChineseFont();
    });
  }

  /** Takes in words that are data: what roles are called. */
  learn(prefix: string, words: Readonly<Record<string, Readonly<Record<Language, string>>>>): void {
    for (const language of ['en', 'zh-CN'] as const) {
      this.transloco.setTranslation({ [prefix]: Object.fromEntries(Object.entries(words).map(([key, word]) => [key, word[language]])) } as never, language);
    }
  }

  /** Takes in the words of a room that is entered; the first page does without them. */
  bring(words: Readonly<Record<Language, object>>): void {
    for (const language of ['en', 'zh-CN'] as const) this.transloco.setTranslation(words[language] as never, language);
  }

  /** The words of a key; unknown keys answer themselves. */
  t(key: string, params?: Record<string, unknown>): string {
    return this.transloco.translate(key, params, this.language());
  }
  has(key: string): boolean {
    return key in this.transloco.getTranslation(this.language());
  }

  /** The words of a key in every language, for searching. */
  everywhere(key: string): string {
    return ['en', 'zh-CN'].map((language) => this.transloco.translate<string>(key, {}, language)).join(' ');
  }

  /** What a field is called. */
  label(of: Class, name: string): string {
    const common = fieldOf(RecordView, name);
    return this.t(common ? `field.${name}` : `${recordOf(of).name}.field.${name}`);
  }
  choice(of: Class, field: Field, value: string): string {
    return this.t(`${recordOf(of).name}.${field.name}.${value}`);
  }
  currency(code: string): string {
    return new Intl.DisplayNames(this.language(), { type: 'currency' }).of(code) ?? code;
  }
  /** What one record is called, as it stands within a sentence. */
  one(of: Class): string {
    return this.t(`${recordOf(of).name}.one`).toLocaleLowerCase(this.language());
  }
}

/** `{{ 'ui.save' | t }}`: follows the language. */
@Pipe({ name: 't', pure: false })
export class T implements PipeTransform {
  private readonly words = inject(Words);
  transform(key: string, params?: Record<string, unknown>): string {
    return this.words.t(key, params);
  }
}
