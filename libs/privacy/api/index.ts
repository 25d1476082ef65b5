import { together, type Slice, type TablesData } from '#kernel/api';
import { privacyRoomWords, privacyWords } from '#privacy/model';
import { privacyTables } from './migrations/20261125-privacy.ts';
import { PrivacyModule } from './privacy.module.ts';

export * from './privacy.module.ts';
const DATA: TablesData = {
  privacy_request: { keep: 'day', system: 'id action state records done reason code userId createdAt', internal: 'reference', confidential: 'known report' },
  privacy_tombstone: { keep: 'installation', system: 'id requestId recordKind recordId reason erased userId at', internal: 'reference' },
  privacy_hold: { keep: 'installation', system: 'id recordKind recordId until userId createdAt liftedAt', internal: 'reason' },
};
export const privacy: Slice = { name: 'privacy', module: PrivacyModule, migrations: [privacyTables], words: together(privacyWords, privacyRoomWords), data: DATA };
