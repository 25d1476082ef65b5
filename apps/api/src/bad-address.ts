import type { FastifyReply, FastifyRequest } from 'fastify';
import { kernelWords } from '#kernel/model';

/** An address that cannot even be read never reaches a route; its answer is a problem like any other. */
export function badAddress(_: unknown, { id }: FastifyRequest, reply: FastifyReply): void {
  const code = 'malformed';
  const body = { type: `urn:rapport:problem:${code}`, title: kernelWords.en.problem[code], status: 400, code, requestId: id };
  void reply.status(400).header('Content-Type', 'application/problem+json').send(JSON.stringify(body));
}
