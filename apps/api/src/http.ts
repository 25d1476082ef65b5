import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import fastifyCompress from '@fastify/compress';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { kindOf, withContext } from '#kernel/api';
import { Metrics } from '#operations/api';
import { badAddress } from './bad-address.ts';
import type { Config } from './config.ts';
import { serveDocs } from './docs.ts';
import { answerCors } from './http/cors.ts';
import { Departure } from './departure.ts';
import { admit } from './http/gate.ts';
import { headersOf, REPORT_TYPES } from './http/headers.ts';
import { servePages } from './http/pages.ts';
import { OperationsDoor } from './http/operations-door.ts';
import { strictJson } from './http/strict-json.ts';
import { MOST_ON_SQLITE, Traffic } from './http/traffic.ts';
import { LIMITS } from './limits.ts';

const REQUEST_ID = /^[\w-]{8,64}$/;

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
  const [departure, traffic, door, metrics] = [app.get(Departure), app.get(Traffic), app.get(OperationsDoor), app.get(Metrics, { strict: false })];
  if (kindOf(config.database) === 'sqlite') traffic.most = MOST_ON_SQLITE;
  fastify.addHook('onClose', (_, done) => {
    traffic.close();
    done();
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (departure.leaving) void reply.header('Connection', 'close');
    void reply.header('X-Request-Id', request.id).headers(headers);
    if (/^\/(api|health|metrics)(\/|\?|$)/.test(request.url)) void reply.header('Cache-Control', 'no-store');
    traffic.limitBody(request);
    const by = door.doorOf(request);
    withContext({ requestId: request.id, address: request.ip, principal: null, ...(by ? { door: by } : {}) }, () => {
      if (enter(request, reply, config, door, done)) done();
    });
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.answered(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime);
    done();
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
function enter(request: FastifyRequest, reply: FastifyReply, config: Config, door: OperationsDoor, done: (error: Error) => void): boolean {
  let answered = false;
  return tried(() => {
    answered = answerCors(request, reply, config.corsOrigins);
    if (!answered) admit(request, config.publicUrl, config.corsOrigins);
    if (!answered) door.admit(request);
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
