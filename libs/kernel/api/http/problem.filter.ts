import { Catch, HttpException, Injectable, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemBody } from '#kernel/model';
import { currentContext } from '../access/context.ts';
import { hasNoRoom, isUnavailable, loggable, tookTooLong } from '../database/driver-errors.ts';
import { Refusals } from '../access/refusals.ts';
import { SecurityLog } from '../access/security-log.ts';
import { Dictionary, languageOf } from './dictionary.ts';
import { Busy, Problem } from './problems.ts';
import { RecentErrors } from './recent-errors.ts';

const CODES: Record<number, string> = {
  400: 'malformed', 401: 'sign-in-needed', 403: 'forbidden', 404: 'not-found', 405: 'method', 413: 'too-large-body', 415: 'media-type', 429: 'too-many-requests', 503: 'unavailable',
}; // prettier-ignore

/** Turns whatever was thrown into an RFC 9457 problem; what is nobody's business goes to the log instead. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Problem');
  constructor(
    private readonly dictionary: Dictionary,
    private readonly refusals: Refusals,
    private readonly security: SecurityLog,
    private readonly errors: RecentErrors,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const problem = error instanceof Problem ? error : this.translate(error);
    const request = http.getRequest<FastifyRequest>();
    const language = languageOf(request.headers['accept-language']);
    this.tell(problem, request);
    if (problem instanceof Busy) void reply.header('Retry-After', String(problem.retryAfter));
    const title = this.dictionary.say(language, `problem.${problem.code}`, problem.params);
    const { status, code, params, errors, current } = problem;
    const body = { type: `urn:rapport:problem:${code}`, title, status, code, requestId: currentContext()?.requestId, params, errors, current };
    void reply.status(status).header('Content-Type', 'application/problem+json; charset=utf-8').send(body as ProblemBody);
  }

  private translate(error: unknown): Problem {
    if (tookTooLong(error)) return new Busy(5, 503, 'busy');
    if (isUnavailable(error)) {
      this.log.warn(loggable(error).split('\n', 1)[0]);
      return new Busy(2, 503, 'busy');
    }
    if (hasNoRoom(error)) {
      this.log.error(`A disk is full: ${loggable(error).split('\n', 1)[0]}`);
      return new Busy(30, 503, 'no-room');
    }
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    if (status && status < 500) return new Problem(status, CODES[status] ?? 'malformed');
    this.log.error(loggable(error));
    return status === 503 ? new Problem(503, 'unavailable') : new Problem(500, 'unexpected');
  }

  /** Says in the log, and for people who signed in in the audit, what was refused; names of fields that exist and codes, no values. */
  private tell({ status, code, params, errors = [] }: Problem, { method, routeOptions }: FastifyRequest): void {
    const { url: route } = routeOptions;
    if (status >= 500) this.errors.note(code, `${method} ${route ?? '?'}`);
    if ((status === 403 || status === 404) && route) return void this.refusals.note(status, method, route, params?.['permission']);
    if (status === 429) this.security.tell('auth.throttled', { outcome: 'refused', detail: { method, route } });
    if (status === 500) this.security.tell('error.unexpected', { outcome: 'failed', detail: { method, route } });
    if (![400, 413, 415].includes(status)) return;
    const faults = errors.slice(0, 20).map(({ pointer, code: fault }) => `${fault === 'unknown' || !/^[\w./-]{0,80}$/.test(pointer) ? '?' : pointer} ${fault}`);
    this.security.tell('request.refused', { outcome: 'refused', detail: { status, code, method, route, faults } });
  }
}
