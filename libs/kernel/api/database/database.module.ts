import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Events } from '../events/events.ts';
import { Jobs } from '../events/jobs.ts';
import { Outbox } from '../events/outbox.ts';
import { Clock } from '../clock.ts';
import { connectionOptions, type DatabaseSettings } from './connection.ts';
import { Database, DATABASE_SETTINGS } from './database.ts';
import { Leases } from './leases.ts';
import { Migrator, MIGRATIONS } from './migrator.ts';
import { Remains } from './remains.ts';
import type { Migration } from './schema.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** The connection and everything that speaks to it. Migrating is left to whoever starts the program. */
@Module({})
export class DatabaseModule {
  static forRoot(settings: DatabaseSettings, migrations: readonly Migration[]): DynamicModule {
    const providers = [Clock, UnitOfWork, Database, Migrator, Leases, Events, Outbox, Jobs, Remains];
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...connectionOptions(settings), retryAttempts: 1 })],
      providers: [{ provide: DATABASE_SETTINGS, useValue: settings }, { provide: MIGRATIONS, useValue: migrations }, ...providers],
      exports: [DATABASE_SETTINGS, MIGRATIONS, ...providers],
    };
  }
}
