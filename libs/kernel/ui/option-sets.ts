import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { Language } from '#kernel/model';
import { Words } from './words.ts';

export interface OptionItem {
  readonly key: string;
  readonly labels: Readonly<Record<Language, string>>;
  readonly tone: string;
  /** No longer offered; old records still have it. */
  readonly retired: boolean;
}

/** The option sets of the workspace, loaded once. */
@Injectable({ providedIn: 'root' })
export class OptionSets {
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly sets = signal<readonly { key: string; options: readonly OptionItem[] }[]>([]);
  private readonly bySet = computed(() => new Map(this.sets().map(({ key, options }) => [key, options])));

  async load(): Promise<void> {
    const { items } = await firstValueFrom(this.http.get<{ items: { key: string; options: OptionItem[] }[] }>('/api/v1/option-sets'));
    this.sets.set(items);
  }
  of(set: string): readonly OptionItem[] {
    return this.bySet().get(set) ?? [];
  }
  tone(set: string, key: string): string {
    return this.of(set).find((option) => option.key === key)?.tone ?? 'neutral';
  }
  label(set: string, key: string): string {
    return this.of(set).find((option) => option.key === key)?.labels[this.words.language()] ?? key;
  }
}
