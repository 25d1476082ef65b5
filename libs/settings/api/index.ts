import type { Slice } from '#kernel/api';
import { settingsWords } from '#settings/model';
import { SettingsModule } from './settings.module.ts';

export * from './settings.module.ts';
export const settings: Slice = { name: 'settings', module: SettingsModule, migrations: [], words: settingsWords };
