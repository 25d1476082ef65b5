import { lookup } from 'node:dns/promises';
import { request as plainRequest, type RequestOptions } from 'node:http';
import { request as securedRequest } from 'node:https';
import { Injectable } from '@nestjs/common';
import { Installation } from '../installation.ts';
import { isAllowed, isPublic } from './networks.ts';

export interface OutwardCall {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The whole of it, from looking the name up to the last byte. */
  readonly timeoutMs?: number;
}
export interface OutwardAnswer {
  readonly status: number;
  /** The beginning of what was answered. */
  readonly text: string;
}
/** The call was not made: where it was to go is nowhere for us to go. */
export class OutwardRefused extends Error {}

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 64 * 1024;

/** Calls addresses that people typed: the open internet alone or what OUTWARD_ALLOW names, to exactly the address that was checked, following nobody elsewhere, and not for long. */
@Injectable()
export class GuardedClient {
  constructor(private readonly installation: Installation) {}

  /** Throws OutwardRefused, or what the network says. */
  async call(address: string, { method, headers = {}, body, timeoutMs = TIMEOUT_MS }: OutwardCall): Promise<OutwardAnswer> {
    const url = checked(address);
    const until = AbortSignal.timeout(timeoutMs);
    const target = await Promise.race([this.targetOf(url), aborted(until)]);
    const options: RequestOptions = {
      method, signal: until, agent: false, headers: { ...headers, host: url.host, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      host: target.address, family: target.family, port: portOf(url), path: `${url.pathname}${url.search}`,
      ...(url.protocol === 'https:' ? { servername: bare(url.hostname), minVersion: 'TLSv1.2' } : {}),
    } as RequestOptions; // prettier-ignore
    return new Promise((done, fail) => {
      const asked = (url.protocol === 'https:' ? securedRequest : plainRequest)(options, (answer) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes <= MOST_BYTES) parts.push(part);
          else answer.destroy();
        });
        answer.on('close', () => done({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
        answer.on('error', fail);
      });
      asked.on('error', fail).end(body);
    });
  }

  /** The one address to dial. Every address of a name must be allowed: the next look-up might take another. */
  private async targetOf(url: URL): Promise<{ address: string; family: number }> {
    const found = await lookup(bare(url.hostname), { all: true, verbatim: true });
    const [first] = found;
    const port = portOf(url);
    const closed = found.find(({ address }) => !isPublic(address) && !isAllowed(address, port, this.installation.outwardAllowed));
    if (!first || closed) throw new OutwardRefused(`${url.hostname} is ${closed ? `in a closed network (${closed.address}); OUTWARD_ALLOW may name it` : 'unknown'}`);
    if (url.protocol === 'http:' && isPublic(first.address)) throw new OutwardRefused('Plain http goes to the own network alone');
    return first;
  }
}

/** The address as a URL without anything odd in it. Throws OutwardRefused. */
function checked(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') throw new OutwardRefused('This is no address of the web');
  return url;
}
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === 'https:' ? 443 : 80);
const aborted = (signal: AbortSignal) => new Promise<never>((_, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error), { once: true }));
