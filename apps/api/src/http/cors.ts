import type { FastifyReply, FastifyRequest } from 'fastify';

const ALLOWED = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE', 'Access-Control-Max-Age': '600',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, If-Match, Idempotency-Key, X-Request-Id',
}; // prettier-ignore
const EXPOSED = 'ETag, Idempotency-Replayed, Retry-After, X-Request-Id, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset';

/** Lets pages of listed sites use the API with a token; the cookie stays with our own. Returns true when it was a question alone. */
export function answerCors(request: FastifyRequest, reply: FastifyReply, listed: readonly string[]): boolean {
  if (listed.length === 0 || !request.url.startsWith('/api/v1/')) return false;
  void reply.header('Vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined || !listed.includes(origin)) return false;
  void reply.headers({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED, 'Cross-Origin-Resource-Policy': 'cross-origin' });
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false;
  void reply.headers(ALLOWED).status(204).send();
  return true;
}
