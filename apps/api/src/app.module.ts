import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import { currentContext, Installation, KernelModule } from '#kernel/api';
import type { Config } from './config.ts';
import { OpenApiController } from './docs.ts';
import { HealthController } from './health.controller.ts';
import { CspReportController } from './http/csp-report.controller.ts';
import { RateLimitInterceptor } from './http/rate-limit.interceptor.ts';
import { SLICES } from './slices.ts';

const SECRET_HEADERS = ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'];

/** The whole server: the kernel on its database, and every slice. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot({
          pinoHttp: {
            level: config.LOG_LEVEL,
            redact: SECRET_HEADERS,
            autoLogging: { ignore: (request) => request.url?.startsWith('/health') ?? false },
            genReqId: (request) => currentContext()?.requestId ?? request.id,
          },
        }),
        KernelModule.forRoot({ url: config.databaseUrl, replicaUrls: config.replicaUrls }, SLICES),
        ...SLICES.map(({ module }) => module),
      ],
      controllers: [HealthController, OpenApiController, CspReportController],
      providers: [
        { provide: Installation, useValue: config },
        { provide: APP_INTERCEPTOR, useValue: new RateLimitInterceptor(config.REQUESTS_PER_MINUTE) },
      ],
      exports: [Installation],
      global: true,
    };
  }
}
