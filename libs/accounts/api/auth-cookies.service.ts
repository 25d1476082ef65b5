import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden, Installation } from '#kernel/api';
import type { Tokens } from './sessions.service.ts';

const FORTNIGHT = 14 * 86_400;
const YEAR = 365 * 86_400;

/** The cookies of signing in: out of reach for scripts, sent to our own pages alone, read by the sign-in routes alone. */
@Injectable()
export class AuthCookies {
  constructor(private readonly installation: Installation) {}

  refreshToken(request: FastifyRequest): string | undefined {
    return request.cookies[this.name('refresh')];
  }
  device(request: FastifyRequest): string | undefined {
    return request.cookies[this.name('device')];
  }
  errand(request: FastifyRequest): string | undefined {
    return request.cookies[this.name('sso')];
  }

  /** Puts the refresh token into its cookie and answers what the page may hold. */
  keep({ refreshToken, remembered, accessToken, expiresIn }: Tokens, reply: FastifyReply): { accessToken: string; expiresIn: number } {
    void reply.setCookie(this.name('refresh'), refreshToken, { ...this.options, ...(remembered ? { maxAge: FORTNIGHT } : {}) });
    return { accessToken, expiresIn };
  }
  keepDevice(secret: string, reply: FastifyReply): void {
    void reply.setCookie(this.name('device'), secret, { ...this.options, maxAge: YEAR });
  }
  keepErrand(sealed: string, reply: FastifyReply): void {
    void reply.setCookie(this.name('sso'), sealed, { ...this.options, maxAge: 600 });
  }
  forget(reply: FastifyReply): void {
    void reply.clearCookie(this.name('refresh'), this.options);
  }
  forgetErrand(reply: FastifyReply): void {
    void reply.clearCookie(this.name('sso'), this.options);
  }

  /** Only our own pages may use a cookie: a header no form can send, and no other site. */
  demandOwnPage(request: FastifyRequest): void {
    if (request.headers['x-rapport'] !== '1') throw new Forbidden('same-origin');
    this.demandOwnSite(request);
  }
  /** Whatever a browser says about where a request comes from must be us. */
  demandOwnSite({ headers }: FastifyRequest): void {
    const { origin, host, 'sec-fetch-site': site } = headers;
    const ours = origin === undefined || hostOf(origin) === host || origin === new URL(this.installation.publicUrl).origin;
    if (!ours || (site !== undefined && site !== 'same-origin' && site !== 'none')) throw new Forbidden('same-origin');
  }

  private name(of: string): string {
    return this.installation.insecureCookies ? `rapport-${of}` : `__Host-rapport-${of}`;
  }
  private get options() {
    return { path: '/', httpOnly: true, sameSite: 'strict' as const, secure: !this.installation.insecureCookies };
  }
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);
