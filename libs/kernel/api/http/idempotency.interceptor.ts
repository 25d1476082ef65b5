import { Readable } from 'node:stream';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { currentContext } from '../access/context.ts';
import { hashOfAll, Idempotency } from './idempotency.ts';
import { Invalid } from './problems.ts';

const KEY = /^[\x21-\x7e]{8,200}$/;

/** Lets whoever signed in send a POST again: the same `Idempotency-Key` does it once. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: Idempotency) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const userId = currentContext()?.principal?.id;
    if (key === undefined || request.method !== 'POST' || !userId) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) throw new Invalid([{ pointer: '/idempotency-key', code: 'idempotency-key' }]);
    return from(this.once(hashOfAll([userId, key]), request, http.getResponse<FastifyReply>(), next));
  }

  private async once(id: string, request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const fingerprint = hashOfAll([request.url, ...(await contentOf(request))]);
    const { answer, again } = await this.idempotency.once(id, fingerprint, () => lastValueFrom(next.handle(), { defaultValue: undefined }));
    if (again) void reply.header('Idempotency-Replayed', 'true');
    return answer;
  }
}

/** The body; an upload is read into memory, so that it can be compared and its unit of work be done again. */
async function contentOf(request: FastifyRequest): Promise<(string | Uint8Array)[]> {
  if (!request.isMultipart()) return [JSON.stringify(request.body ?? null)];
  const part = await request.file();
  const bytes = await part?.toBuffer();
  request.file = () => Promise.resolve(part && bytes ? Object.assign(part, { file: Readable.from([bytes]) as typeof part.file }) : undefined);
  return [part?.filename ?? '', bytes ?? ''];
}
