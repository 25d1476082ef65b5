import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Needs, openApiOf, VERSION } from '#kernel/api';
import { docsPolicy } from './http/headers.ts';
import { newNonce, sendPage } from './http/pages.ts';

/** The API as a document for programs. */
@Controller('api')
export class OpenApiController {
  private document: object | null = null;
  constructor(private readonly module: ModuleRef) {}

  @Get('openapi.json')
  @Needs()
  openApi() {
    this.document ??= openApiOf(this.module, VERSION);
    return this.document;
  }
}

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8" /><title>Rapport API</title><link rel="icon" href="/favicon.svg" /><link rel="stylesheet" href="/api/docs/assets/swagger-ui.css" /></head>
<body><div id="docs"></div><script src="/api/docs/assets/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;

/** Takes up the reader's session, or sends them to sign in first. */
const START = `(async () => {
  const answer = await fetch('/api/v1/auth/refresh', { method: 'POST', headers: { 'X-Rapport': '1' } });
  if (!answer.ok) return location.replace('/sign-in?to=/api/docs');
  const { accessToken } = await answer.json();
  const authorize = (request) => ({ ...request, headers: { ...request.headers, Authorization: 'Bearer ' + accessToken } });
  // Groups stand closed: a long list of open ones holds only what is in sight, where no browser finds a word.
  SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', requestInterceptor: authorize, docExpansion: 'none', tagsSorter: 'alpha', filter: true, deepLinking: true });
})();`;

/** The API as pages for people; whoever is not signed in is asked to. */
export async function serveDocs(app: NestFastifyApplication): Promise<void> {
  const root = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await app.register(fastifyStatic, { root, prefix: '/api/docs/assets/', decorateReply: false, index: false, allowedPath: (path) => /\.(js|css|png)$/.test(path) });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/api/docs', (_, reply) => sendPage(reply, PAGE, docsPolicy(newNonce())));
  fastify.get('/api/docs/start.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(START));
}
