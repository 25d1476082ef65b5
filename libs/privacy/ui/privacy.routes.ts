import { room } from '#kernel/ui';
import { privacyRoomWords } from '#privacy/model';
import { PrivacyPage } from './privacy-page.ts';

export const privacyRoutes = room(privacyRoomWords, [{ path: '', component: PrivacyPage }]);
