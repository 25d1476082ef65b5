import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import fastifyCompress from '@fastify/compress';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withContext } from '#kernel/api';
import { badAddress } from './bad-address.ts';
import type { Config } from './config.ts';
import { serveDocs } from './docs.ts';
import { answerCors } from './http/cors.ts';
import { Departure } from './departure.ts';
import { admit } from './http/gate.ts';
import { headersOf, REPORT_TYPES } from './http/headers.ts';
import { servePages } from './http/pages.ts';
import { strictJson } from './http/strict-json.ts';
import { Traffic } from './http/traffic.ts';

const REQUEST_ID = /^[\w-]{8,64}$/;
export const LIMITS = { body: 1024 * 1024, report: 16 * 1024, upload: 50 * 1024 * 1024, headers: 32 * 1024, headersMs: 15_000, requestMs: 300_000, idleMs: 72_000 };

/** The HTTP server: bounded bodies, headers and waits, and an id for every request. */
export const httpAdapter = (config: Config) =>
  new FastifyAdapter({
    bodyLimit: LIMITS.body, frameworkErrors: badAddress, trustProxy: config.trustProxy as string | boolean, forceCloseConnections: 'idle', return503OnClosing: false, requestTimeout: LIMITS.requestMs, keepAliveTimeout: LIMITS.idleMs, connectionTimeout: 120_000,
    http: { maxHeaderSize: LIMITS.headers, headersTimeout: LIMITS.headersMs, connectionsCheckingInterval: 5000 }, routerOptions: { maxParamLength: 200 },
    genReqId: (request: Pick<IncomingMessage, 'headers'>) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  }); // prettier-ignore

/** Everything between the socket and the routes: the gate, context, cookies, uploads, compression and the UI's files. */
export async function prepareHttp(app: NestFastifyApplication, config: Config): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const headers = headersOf(config.publicUrl);
  const [departure, traffic] = [app.get(Departure), app.get(Traffic)];
  fastify.addHook('onClose', (_, done) => {
    traffic.close();
    done();
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (departure.leaving) void reply.header('Connection', 'close');
    void reply.header('X-Request-Id', request.id).headers(headers);
    if (request.url.startsWith('/api/') || request.url.startsWith('/health/')) void reply.header('Cache-Control', 'no-store');
    traffic.limitBody(request);
    withContext({ requestId: request.id, address: request.ip, principal: null }, () => {
      if (enter(request, reply, config, done)) done();
    });
  });
  fastify.addHook('preValidation', (request, reply, done) => tried(() => traffic.enter(request, reply), done) && done());
  parseBodies(app);
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart, { preservePath: true, limits: { fileSize: LIMITS.upload, files: 1, fields: 10, fieldSize: 1024, headerPairs: 20 } });
  await app.register(fastifyCompress, { threshold: 1024, encodings: ['br', 'gzip'] });
  await serveDocs(app);
  await servePages(app);
}

/** Lets a request in; false when it has its answer already. */
function enter(request: FastifyRequest, reply: FastifyReply, config: Config, done: (error: Error) => void): boolean {
  let answered = false;
  return tried(() => {
    answered = answerCors(request, reply, config.corsOrigins);
    if (!answered) admit(request, config.publicUrl, config.corsOrigins);
  }, done) && !answered; // prettier-ignore
}
function tried(work: () => void, done: (error: Error) => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    done(error as Error);
    return false;
  }
}

/** JSON alone, read strictly; browsers' reports have types of their own. */
function parseBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const read = (_: FastifyRequest, text: string, done: (error: Error | null, body?: unknown) => void) => {
    try {
      done(null, text === '' ? undefined : strictJson(text));
    } catch (error) {
      done(error as Error);
    }
  };
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: LIMITS.body }, read as never);
  fastify.addContentTypeParser(REPORT_TYPES, { parseAs: 'string', bodyLimit: LIMITS.report }, read as never);
}
