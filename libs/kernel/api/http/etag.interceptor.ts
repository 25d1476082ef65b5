import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** Puts a record's version into the ETag header. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((body: unknown) => {
        const version = typeof body === 'object' && body !== null && 'id' in body && (body as { version?: unknown }).version;
        if (typeof version === 'number') void context.switchToHttp().getResponse<FastifyReply>().header('ETag', `"${version}"`);
        return body;
      }),
    );
  }
}
