import { together, type Slice, type TablesData } from '#kernel/api';
import { keyRoomWords, encryptionWords } from '#encryption/model';
import { EncryptionModule } from './encryption.module.ts';
import { rotationTables } from './migrations/20261125-rotations.ts';

export * from './encryption.module.ts';
export * from './encryption.service.ts';
export * from './resealing.ts';
export * from './rotations.service.ts';
const DATA: TablesData = {
  key_rotation: { keep: 'installation', system: 'id purpose fromKey toKey state done total damaged cursor startedAt changedAt finishedAt' },
};
export const encryption: Slice = { name: 'encryption', module: EncryptionModule, migrations: [rotationTables], words: together(encryptionWords, keyRoomWords), data: DATA };
