import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { AuditWatch } from '#audit/api';
import { BackupWatch, Exchange } from '#backups/api';
import { Rotations } from '#encryption/api';
import { checkRoutes, Jobs, KeyRing, Outbox, Rounds } from '#kernel/api';
import { OperationsWatch, Upgrade } from '#operations/api';
import { AppModule } from './app.module.ts';
import type { Config } from './config.ts';
import { httpAdapter, prepareHttp } from './http.ts';

/** The application, migrated and with its routes checked, ready to listen. */
export async function createApplication(config: Config, log?: DestinationStream): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config, log), httpAdapter(config), {
    logger: ['fatal', 'error', 'warn'],
    abortOnError: false,
    bodyParser: false,
  });
  await app.get(Exchange, { strict: false }).over();
  await app.get(Upgrade, { strict: false }).run();
  await prepareHttp(app, config);
  await app.init();
  app.useLogger(app.get(Logger));
  checkRoutes(app);
  app.get(KeyRing).start();
  app.get(Rotations, { strict: false }).watch();
  app.get(Outbox).start();
  app.get(Jobs).start();
  app.get(AuditWatch, { strict: false }).start();
  app.get(OperationsWatch, { strict: false }).start();
  app.get(BackupWatch, { strict: false }).start();
  app.get(Rounds).start();
  return app;
}
