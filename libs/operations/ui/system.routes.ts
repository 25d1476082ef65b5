import { room } from '#kernel/ui';
import { systemWords } from '#operations/model';
import { SystemPage } from './system-page.ts';

export const systemRoutes = room(systemWords, [{ path: '', component: SystemPage }]);
