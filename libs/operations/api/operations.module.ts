import { Module } from '@nestjs/common';
import { AuditModule } from '#audit/api';
import { BackupsModule } from '#backups/api';
import { MailModule } from '#mail/api';
import { AlertTargets } from './alert-settings.service.ts';
import { AlertsController } from './alerts.controller.ts';
import { Alerts } from './alerts.service.ts';
import { BackupFigures } from './backup-figures.ts';
import { CertificateWatch } from './certificate-watch.ts';
import { Channels } from './channels.service.ts';
import { AlertsCheck } from './checks/alerts.check.ts';
import { BackupsCheck } from './checks/backups.check.ts';
import { BinaryLogCheck } from './checks/binary-log.check.ts';
import { DatabaseCheck } from './checks/database.check.ts';
import { DiskCheck } from './checks/disk.check.ts';
import { ProgramCheck } from './checks/program.check.ts';
import { SecretsCheck } from './checks/secrets.check.ts';
import { WorkCheck } from './checks/work.check.ts';
import { FailedJobs } from './failed-jobs.ts';
import { SystemHealthController } from './health.controller.ts';
import { Health } from './health.service.ts';
import { Instances } from './instances.service.ts';
import { MetricsController } from './metrics.controller.ts';
import { Metrics } from './metrics.service.ts';
import { Notices } from './notices.service.ts';
import { OperationsWatch } from './operations-watch.ts';
import { SlowStatements } from './slow-statements.ts';
import { SupportBundle } from './support-bundle.ts';
import { Upgrade } from './upgrade.service.ts';

const CHECKS = [ProgramCheck, DatabaseCheck, DiskCheck, WorkCheck, SecretsCheck, BackupsCheck, BinaryLogCheck, AlertsCheck];

/** Running an installation: metrics, health, alerts, upgrades, and what whoever helps needs to know. */
@Module({
  imports: [AuditModule, BackupsModule, MailModule],
  controllers: [MetricsController, SystemHealthController, AlertsController],
  providers: [
    ...CHECKS, AlertTargets, Alerts, BackupFigures, CertificateWatch, Channels, FailedJobs, Health, Instances, Metrics, Notices, OperationsWatch, SlowStatements, SupportBundle, Upgrade,
  ],
  exports: [Health, Metrics, OperationsWatch, Upgrade],
}) // prettier-ignore
export class OperationsModule {}
