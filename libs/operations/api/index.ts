import { together, type Slice, type TablesData } from '#kernel/api';
import { operationsWords, systemWords } from '#operations/model';
import { operationsTables } from './migrations/20261125-operations.ts';
import { OperationsModule } from './operations.module.ts';

export { Alerts } from './alerts.service.ts';
export { durability } from './checks/database.check.ts';
export { Health } from './health.service.ts';
export { Metrics } from './metrics.service.ts';
export * from './operations-watch.ts';
export * from './operations.module.ts';
export { BEFORE_UPGRADE, Upgrade } from './upgrade.service.ts';
const DATA: TablesData = {
  alert: { keep: 'installation', system: 'name state since turn facts' },
  alert_notice: { keep: 'week', system: 'id channel alert turned facts state attempts nextAt createdAt sentAt', internal: 'error' },
};
export const operations: Slice = { name: 'operations', module: OperationsModule, migrations: [operationsTables], words: together(operationsWords, systemWords), data: DATA };
