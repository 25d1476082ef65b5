import { backupRoomWords } from '#backups/model';
import { room } from '#kernel/ui';
import { BackupsPage } from './backups-page.ts';
import { DrillLog } from './drill-log.ts';
import { RestorePage } from './restore-page.ts';

export const backupRoutes = room(backupRoomWords, [{ path: '', component: BackupsPage }, { path: 'drills', component: DrillLog }, { path: 'restore', component: RestorePage }]);
