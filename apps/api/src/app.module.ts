import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR, ModuleRef } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { Errands, Leaving, Rehearsal } from '#backups/api';
import { Installation, KernelModule } from '#kernel/api';
import type { Config } from './config.ts';
import { Departure } from './departure.ts';
import { errands } from './errands.ts';
import { OpenApiController } from './docs.ts';
import { HealthController } from './health.controller.ts';
import { CspReportController } from './http/csp-report.controller.ts';
import { OperationsDoor } from './http/operations-door.ts';
import { RateLimitInterceptor } from './http/rate-limit.interceptor.ts';
import { Traffic } from './http/traffic.ts';
import { logOptions } from './log.ts';
import { rehearsal } from './rehearsal.ts';
import { SLICES } from './slices.ts';

/** The whole server: the kernel on its database, and every slice. */
@Module({})
export class AppModule {
  static forRoot(config: Config, log?: DestinationStream): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot({ pinoHttp: logOptions(config.LOG_LEVEL, log) }),
        KernelModule.forRoot(config.database, SLICES),
        ...SLICES.map(({ module }) => module),
      ],
      controllers: [HealthController, OpenApiController, CspReportController],
      providers: [
        { provide: Installation, useValue: config },
        Departure,
        Traffic,
        { provide: OperationsDoor, inject: [ModuleRef], useFactory: (module: ModuleRef) => new OperationsDoor(module, config) },
        { provide: Rehearsal, useFactory: rehearsal },
        { provide: Errands, useFactory: errands },
        { provide: Leaving, useExisting: Departure },
        { provide: APP_INTERCEPTOR, useValue: new RateLimitInterceptor(config.REQUESTS_PER_MINUTE) },
      ],
      exports: [Installation, Rehearsal, Errands, Leaving],
      global: true,
    };
  }
}
