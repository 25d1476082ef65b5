import type { FastifyRequest } from 'fastify';
import { Problem } from '#kernel/api';
import { isUnclean } from './strict-json.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const CHANGING = ['POST', 'PUT', 'PATCH', 'DELETE'];
export const ADDRESS = 12_000;
export const PARAMETERS = 60;
const TYPE = /^(application\/json|application\/csp-report|application\/reports\+json|multipart\/form-data)(;[\t ]*[\w-]+=("[^"]{0,100}"|[^\s";,]{1,100}))*$/i;

/** Refuses at the door what no route should see. Throws a Problem. */
export function admit(request: FastifyRequest, own: string, listed: readonly string[]): void {
  if (!METHODS.includes(request.method)) throw new Problem(405, 'method');
  if (request.url.length > ADDRESS) throw new Problem(414, 'too-long-address');
  if (request.headers['content-length'] !== undefined && request.headers['transfer-encoding'] !== undefined) throw new Problem(400, 'malformed');
  checkType(request);
  checkQuery(request);
  checkSite(request, own, listed);
}

/** Only what a parser of ours reads, spelt without tricks. */
function checkType({ method, headers }: FastifyRequest): void {
  const type = headers['content-type'];
  if (type !== undefined && CHANGING.includes(method) && !TYPE.test(type)) throw new Problem(415, 'media-type');
}

/** One value per parameter, of clean text. */
function checkQuery(request: FastifyRequest): void {
  if (request.url.includes('%') && !isDecodable(request.url)) throw new Problem(400, 'malformed');
  const query = Object.entries(request.query as Record<string, unknown>);
  if (query.length > PARAMETERS) throw new Problem(400, 'too-many-keys');
  const faults = query.flatMap(([name, value]) => {
    if (typeof value !== 'string') return [{ pointer: `/${name}`, code: 'repeated' }];
    return isUnclean(value) || isUnclean(name) ? [{ pointer: `/${name}`, code: 'control' }] : [];
  });
  if (faults.length > 0) throw new Problem(400, 'invalid', { count: faults.length }, faults);
}

/** Changes come from our own pages, from listed sites, or from programs, which send no origin. */
function checkSite({ method, headers, url }: FastifyRequest, own: string, listed: readonly string[]): void {
  if (!CHANGING.includes(method) || url === '/api/v1/csp-reports') return;
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (origin !== undefined && listed.includes(origin)) return;
  const foreign = origin !== undefined && origin !== own && !isHost(origin, headers.host);
  if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none')) throw new Problem(403, 'origin');
}

const isHost = (origin: string, host: string | undefined) => host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}
