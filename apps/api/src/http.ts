import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import fastifyCompress from '@fastify/compress';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { withContext } from '#kernel/api';
import { badAddress } from './bad-address.ts';
import type { Config } from './config.ts';
import { serveDocs } from './docs.ts';

const WEB = join(import.meta.dirname, '../../../web');
/** Pages load nothing from elsewhere and stand in nobody's frame; Angular and the charts write styles. */
const SAFE = {
  'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin', 'X-Frame-Options': 'DENY', 'Cross-Origin-Opener-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
}; // prettier-ignore
const REQUEST_ID = /^[\w-]{8,64}$/;

/** The HTTP server: bounded bodies, and an id for every request. */
export const httpAdapter = (config: Config) =>
  new FastifyAdapter({
    bodyLimit: 1024 * 1024,
    frameworkErrors: badAddress,
    trustProxy: config.TRUST_PROXY === '1',
    forceCloseConnections: 'idle',
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });

/** Everything between the socket and the routes: context, cookies, uploads, compression and the UI's files. */
export async function prepareHttp(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id).headers(SAFE);
    if (request.url.startsWith('/api/')) void reply.header('Cache-Control', 'no-store');
    withContext({ requestId: request.id, address: request.ip, principal: null }, done);
  });
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart, { limits: { fileSize: 50 * 1024 * 1024, files: 1, fields: 10 } });
  await app.register(fastifyCompress, { threshold: 1024, encodings: ['br', 'gzip'] });
  await serveDocs(app);
  if (existsSync(join(WEB, 'index.html'))) await serveWeb(app);
}

/** Serves the built UI: hashed files for ever, and index.html for every address of the UI. */
async function serveWeb(app: NestFastifyApplication): Promise<void> {
  const index = readFileSync(join(WEB, 'index.html'));
  await app.register(fastifyStatic, { root: WEB, wildcard: false, index: false, maxAge: '1y', immutable: true });
  app.getHttpAdapter().getInstance().addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?')[0] ?? '';
    const page = request.method === 'GET' && !/^\/(api|health)(\/|$)/.test(path) && !/\.\w+$/.test(path);
    if (!page) return done();
    void reply.header('Content-Type', 'text/html; charset=utf-8').header('Cache-Control', 'no-cache').send(index);
  });
}
