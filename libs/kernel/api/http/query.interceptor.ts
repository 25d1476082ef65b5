import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Invalid } from './problems.ts';
import { namedQueriesOf } from './queries.ts';

/** Refuses parameters in the address that the route does not know. */
@Injectable()
export class QueryInterceptor implements NestInterceptor {
  private readonly known = new WeakMap<object, readonly string[] | null>();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const names = this.namesOf(context);
    if (names) {
      const query = context.switchToHttp().getRequest<FastifyRequest>().query as object;
      const unknown = Object.keys(query).filter((name) => !names.includes(name));
      if (unknown.length > 0) throw new Invalid(unknown.slice(0, 20).map((name) => ({ pointer: `/${name}`, code: 'unknown' })));
    }
    return next.handle();
  }

  private namesOf(context: ExecutionContext): readonly string[] | null {
    const handler = context.getHandler();
    if (!this.known.has(handler)) this.known.set(handler, namedQueriesOf(context.getClass(), handler.name));
    return this.known.get(handler) ?? null;
  }
}
