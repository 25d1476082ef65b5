import { Injectable } from '@nestjs/common';
import type { Language } from '#kernel/model';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';

export interface OptionItem {
  readonly key: string;
  readonly labels: Record<Language, string>;
  readonly tone: string;
  readonly position: number;
  /** No longer offered; records that have it keep it. */
  readonly retired: boolean;
}
interface StoredOption {
  readonly setKey: string;
  readonly key: string;
  readonly en: string;
  readonly zh: string;
  readonly tone: string;
  readonly position: number;
  readonly retired: number;
}
const FRESH_MS = 1000;

/** The lists of words that administrators keep: industries, sources, reasons. */
@Injectable()
export class Options {
  private known: { readonly sets: Map<string, OptionItem[]>; readonly until: number } | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Whether an option may be chosen. */
  async has(set: string, key: string): Promise<boolean> {
    return ((await this.sets()).get(set) ?? []).some((option) => option.key === key && !option.retired);
  }

  /** Every set with its options in order, at most a second old. */
  async sets(): Promise<Map<string, OptionItem[]>> {
    const now = this.clock.now().getTime();
    if (this.known && this.known.until > now) return this.known.sets;
    const rows = await this.db.read<StoredOption>('SELECT `setKey`, `key`, `en`, `zh`, `tone`, `position`, `retired` FROM `option_item` ORDER BY `setKey`, `position`');
    const items = Map.groupBy(rows, (row) => row.setKey);
    const sets = new Map([...items].map(([set, own]) => [set, own.map(({ key, en, zh, tone, position, retired }) => ({ key, labels: { en, 'zh-CN': zh }, tone, position, retired: Boolean(retired) }))]));
    this.known = { sets, until: now + FRESH_MS };
    return sets;
  }

  /** Writes an option as it is to be; inside a unit of work. */
  async put(set: string, key: string, { en, zh, tone, position, retired = false }: Pick<StoredOption, 'en' | 'zh' | 'tone' | 'position'> & { retired?: boolean }): Promise<void> {
    await this.db.put('option_item', { id: `${set}.${key}` }, { setKey: set, key, en, zh, tone, position, retired: retired ? 1 : 0 });
    this.known = null;
  }
  /** Takes an option out of its set; inside a unit of work. */
  async remove(set: string, key: string): Promise<void> {
    await this.db.write('DELETE FROM `option_item` WHERE `setKey` = ? AND `key` = ?', [set, key]);
    this.known = null;
  }

  /** Adds an option that an import brings along; inside a unit of work. Keeps one that is there, and offers a retired one again. */
  async add(set: string, key: string, label: string): Promise<void> {
    if (await this.has(set, key)) return;
    const known = (await this.sets()).get(set) ?? [];
    const retired = known.find((option) => option.key === key);
    if (retired) await this.put(set, key, { en: retired.labels.en, zh: retired.labels['zh-CN'], tone: retired.tone, position: retired.position });
    else await this.put(set, key, { en: label, zh: label, tone: 'neutral', position: known.length + 1 });
  }
}
