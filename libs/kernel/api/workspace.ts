import { Injectable } from '@nestjs/common';
import { todayIn, type Language } from '#kernel/model';
import { Clock } from './clock.ts';
import { Database } from './database/database.ts';

/** The company this installation serves. */
export interface WorkspaceSettings {
  readonly name: string;
  /** What amounts are told in. */
  readonly currency: string;
  /** Currencies that forms offer, the first one being its own. */
  readonly currencies: readonly string[];
  readonly timeZone: string;
  readonly language: Language;
}
const UNNAMED: WorkspaceSettings = { name: 'Rapport', currency: 'CNY', currencies: ['CNY'], timeZone: 'Asia/Shanghai', language: 'zh-CN' };

/** What holds for the whole workspace: its currency, its time zone, and which day it is there. */
@Injectable()
export class Workspace {
  private day: { readonly key: string; readonly today: string } | null = null;
  private known: { readonly settings: WorkspaceSettings; readonly until: number } | null = null;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** The settings, at most two seconds old. */
  async settings(): Promise<WorkspaceSettings> {
    const now = this.clock.now().getTime();
    if (this.known && this.known.until > now) return this.known.settings;
    const [row] = await this.db.read<{ value: string }>("SELECT `value` FROM `setting` WHERE `name` = 'workspace'");
    const stored = row ? (JSON.parse(row.value) as Omit<WorkspaceSettings, 'currencies'> & Partial<WorkspaceSettings>) : UNNAMED;
    const settings = { ...stored, currencies: [...new Set([stored.currency, ...(stored.currencies ?? [])])] };
    this.known = { settings, until: now + 2000 };
    return settings;
  }

  /** The calendar day it is in the workspace. */
  async today(): Promise<string> {
    const { timeZone } = await this.settings();
    const now = this.clock.now();
    const key = `${timeZone} ${Math.floor(now.getTime() / 60_000)}`;
    if (this.day?.key !== key) this.day = { key, today: todayIn(timeZone, now) };
    return this.day.today;
  }

  /** The day it is, and the time zone whose days count. */
  async calendar(): Promise<{ today: string; timeZone: string }> {
    return { today: await this.today(), timeZone: (await this.settings()).timeZone };
  }

  /** Changes the settings; inside a unit of work. */
  async save(settings: Omit<WorkspaceSettings, 'currencies'> & Partial<WorkspaceSettings>): Promise<void> {
    await this.db.put('setting', { name: 'workspace' }, { value: JSON.stringify(settings) });
    this.known = null;
  }
}
