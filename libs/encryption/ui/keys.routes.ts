import { keyRoomWords } from '#encryption/model';
import { room } from '#kernel/ui';
import { KeysPage } from './keys-page.ts';

export const keyRoutes = room(keyRoomWords, [{ path: '', component: KeysPage }]);
