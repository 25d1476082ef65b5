import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Busy, currentContext } from '#kernel/api';
import { classOf, RateLimit } from './rate-limit.ts';

/** Bounds how much one person, or one address that nobody signed in from, may ask of this process in a minute. */
@Injectable()
export class RateLimitInterceptor implements NestInterceptor {
  private readonly limit: RateLimit | null;
  constructor(perMinute: number) {
    this.limit = perMinute > 0 ? new RateLimit(perMinute) : null;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { method, url, ip } = http.getRequest<FastifyRequest>();
    if (!this.limit || url.startsWith('/health/')) return next.handle();
    const sender = currentContext()?.principal?.id ?? ip;
    const { limit, remaining, wait, allowed } = this.limit.take(sender, classOf(method, url), performance.now());
    void http.getResponse<FastifyReply>().headers({ 'RateLimit-Limit': String(limit), 'RateLimit-Remaining': String(remaining), 'RateLimit-Reset': String(wait) });
    if (!allowed) throw new Busy(wait);
    return next.handle();
  }
}
