import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport';
import { currentContext, Installation, type Principal } from '#kernel/api';
import { KEY_START } from '#accounts/model';
import { AccessTokens } from './access-tokens.service.ts';
import { ApiKeys } from './api-keys.service.ts';
import { Principals } from './principals.service.ts';

let applications = 0;
const BEARS = /^bearer ([\w.~+/-]+=*)$/i;

class Named extends Strategy {
  override readonly name = `bearer-${++applications}`;
}

/**
 * Passport keeps its strategies for the whole process, so each application registers its own under a name of its own.
 * Knows who sent a request by what it bears: an access token of a living session, or the key of another system.
 */
@Injectable()
export class BearerStrategy extends PassportStrategy(Named) {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly keys: ApiKeys,
    private readonly principals: Principals,
    private readonly installation: Installation,
  ) {
    super();
  }

  override authenticate(request: unknown): void {
    this.validate(request as FastifyRequest).then(
      (principal) => (principal ? this.success(principal) : this.fail(401)),
      (error: unknown) => this.error(error),
    );
  }

  /** An active user within a living session, or by a key that is in force; null for anybody else. */
  async validate({ headers, routeOptions }: Pick<FastifyRequest, 'headers' | 'routeOptions'>): Promise<Principal | null> {
    const secret = BEARS.exec(headers.authorization ?? '')?.[1] ?? '';
    if (routeOptions.url === '/metrics' && this.collects(secret)) return COLLECTOR;
    if (secret.startsWith(KEY_START)) return this.keys.principalOf(secret);
    const bearer = this.tokens.read(secret);
    return bearer ? this.principals.of(bearer.userId, bearer.sessionId) : null;
  }

  /** Whether it is the collector of metrics: by its secret, or, where there is none, by the door that is for operations alone. */
  private collects(secret: string): boolean {
    const { metricsToken } = this.installation;
    return metricsToken ? equal(secret, metricsToken) : secret === '' && currentContext()?.door === 'operations';
  }
}

const COLLECTOR: Principal = { id: null, name: 'Metrics', teamId: null, teams: [], grants: { 'metrics.read': 'all' }, clearance: 0, language: 'en', keyId: 'metrics' };
const hashed = (text: string) => createHash('sha256').update(text).digest();
const equal = (a: string, b: string): boolean => timingSafeEqual(hashed(a), hashed(b));
