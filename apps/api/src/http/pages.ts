import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { pagePolicy, REPORTING } from './headers.ts';

const WEB = join(import.meta.dirname, '../../../../web');
/** What of the built UI is served; anything else that lies there is not. */
export const SERVED = /\.(js|css|svg|woff2|txt|webmanifest|png|ico)$/;

export const newNonce = () => randomBytes(18).toString('base64');

/** Sends a document that may do what its policy says, and is kept by nobody. */
export function sendPage(reply: FastifyReply, html: string, policy: string): void {
  void reply
    .headers({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': policy, 'Reporting-Endpoints': REPORTING })
    .send(html);
}

/** Serves the built UI: hashed files for ever, and index.html with a fresh nonce for every address of the UI. */
export async function servePages(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(join(WEB, 'index.html'))) return;
  const index = readFileSync(join(WEB, 'index.html'), 'utf8');
  const allowedPath = (path: string) => SERVED.test(path);
  await app.register(fastifyStatic, { root: WEB, wildcard: false, index: false, maxAge: '1y', immutable: true, preCompressed: true, allowedPath, globIgnore: ['**/*.html', '**/*.map', '**/*.br'] });
  app.getHttpAdapter().getInstance().addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?')[0] ?? '';
    const page = request.method === 'GET' && !/^\/(api|health|metrics)(\/|$)/.test(path) && !/\.\w+$|~/.test(path);
    if (!page) return done();
    const nonce = newNonce();
    sendPage(reply, index.replaceAll('"NONCE"', `"${nonce}"`), pagePolicy(nonce));
  });
}
