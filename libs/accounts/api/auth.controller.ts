import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden, Installation, Public, Unauthenticated } from '#kernel/api';
import { PasswordByToken, SignIn } from '#accounts/model';
import { Sessions, type Tokens } from './sessions.service.ts';
import { SignInService } from './sign-in.service.ts';

/** Signing in and out; the refresh token lives in a cookie that only these routes read. */
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: Sessions,
    private readonly installation: Installation,
  ) {}

  @Post('login')
  @HttpCode(200)
  @Public()
  async login(@Body() body: SignIn, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(await this.signIn.signIn(body, request.headers['user-agent'] ?? null), reply);
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.demandOwnPage(request);
    const token = request.cookies[this.cookie];
    if (!token) throw new Unauthenticated();
    return this.answer(await this.sessions.refresh(token), reply);
  }

  @Post('logout')
  @HttpCode(204)
  @Public()
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    this.demandOwnPage(request);
    const token = request.cookies[this.cookie];
    if (token) await this.sessions.close(token);
    void reply.clearCookie(this.cookie, this.options);
  }

  /** Sets a password by an invitation or a reset link. */
  @Post('password-by-token')
  @HttpCode(204)
  @Public()
  async passwordByToken(@Body() body: PasswordByToken): Promise<void> {
    await this.signIn.acceptInvitation(body);
  }

  private get cookie(): string {
    return this.installation.insecureCookies ? 'rapport-refresh' : '__Host-rapport-refresh';
  }
  private get options() {
    return { path: '/', httpOnly: true, sameSite: 'strict' as const, secure: !this.installation.insecureCookies };
  }

  private async answer({ refreshToken, userId, accessToken, expiresIn }: Tokens, reply: FastifyReply) {
    void reply.setCookie(this.cookie, refreshToken, { ...this.options, maxAge: 14 * 86_400 });
    const user = await this.signIn.nameOf(userId);
    return { accessToken, expiresIn, user };
  }

  /** Only our own pages may use the cookie: a header no form can send, and no other site. */
  private demandOwnPage({ headers }: FastifyRequest): void {
    const site = headers['sec-fetch-site'];
    if (headers['x-rapport'] !== '1' || (site !== undefined && site !== 'same-origin')) throw new Forbidden('same-origin');
  }
}
