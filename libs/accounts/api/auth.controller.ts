import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs, Public, Unauthenticated } from '#kernel/api';
import { FactorAnswer, Forgotten, LinkToken, PasskeyAnswer, PasskeyQuestion, PasswordByToken, SignIn, StepUp } from '#accounts/model';
import { Mail } from '#mail/api';
import { AuthCookies } from './auth-cookies.service.ts';
import { Credentials } from './credentials.service.ts';
import { Provider } from './provider.service.ts';
import { Sessions } from './sessions.service.ts';
import { Setup } from './setup.service.ts';
import { SignInService } from './sign-in.service.ts';
import { SignInAnswers } from './sign-in-answers.service.ts';

/** Signing in and out; the refresh token lives in a cookie that only these routes read. */
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly signIn: SignInService,
    private readonly answers: SignInAnswers,
    private readonly credentials: Credentials,
    private readonly sessions: Sessions,
    private readonly cookies: AuthCookies,
    private readonly provider: Provider,
    private readonly setup: Setup,
    private readonly mail: Mail,
  ) {}

  /** The ways in: what the sign-in page offers. */
  @Get('ways')
  @Public()
  async ways() {
    return { setup: await this.setup.open(), provider: (await this.provider.view())?.name ?? null, mail: await this.mail.ready() };
  }

  @Post('login')
  @HttpCode(200)
  @Public()
  async login(@Body() body: SignIn, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.cookies.demandOwnSite(request);
    return this.answers.to(await this.signIn.signIn(body, this.answers.browserOf(request)), reply);
  }

  /** The second step, by a code of an app or a recovery code. */
  @Post('factor')
  @HttpCode(200)
  @Public()
  async factor(@Body() { token, code }: FactorAnswer, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.cookies.demandOwnSite(request);
    return this.answers.to(await this.signIn.byCode(token, code, this.answers.browserOf(request)), reply);
  }

  /** A question for a passkey; with the token of a first step for whoever did it, else for anybody. */
  @Post('passkey/question')
  @HttpCode(200)
  @Public()
  passkeyQuestion(@Body() { token }: PasskeyQuestion) {
    return this.signIn.askPasskey(token ?? null);
  }

  @Post('passkey')
  @HttpCode(200)
  @Public()
  async passkey(@Body() { token, response, remember }: PasskeyAnswer, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.cookies.demandOwnSite(request);
    return this.answers.to(await this.signIn.byPasskey(token ?? null, response, remember === true, this.answers.browserOf(request)), reply);
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.cookies.demandOwnPage(request);
    const token = this.cookies.refreshToken(request);
    if (!token) throw new Unauthenticated();
    return this.answers.tokens(await this.sessions.refresh(token), reply);
  }

  @Post('logout')
  @HttpCode(204)
  @Public()
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    this.cookies.demandOwnPage(request);
    const token = this.cookies.refreshToken(request);
    if (token) await this.sessions.close(token);
    this.cookies.forget(reply);
  }

  /** Asks for a reset link by mail; the answer is the same for every name. */
  @Post('forgot')
  @HttpCode(202)
  @Public()
  async forgot(@Body() { username }: Forgotten) {
    await this.credentials.forgot(username);
    return { asked: true };
  }

  /** Sets a password by an invitation or a reset link. */
  @Post('password-by-token')
  @HttpCode(204)
  @Public()
  async passwordByToken(@Body() body: PasswordByToken): Promise<void> {
    await this.credentials.setByLink(body);
  }

  @Post('email-by-token')
  @HttpCode(204)
  @Public()
  async emailByToken(@Body() { token }: LinkToken): Promise<void> {
    await this.credentials.confirmEmail(token);
  }

  /** How whoever is signed in may prove once more who they are. */
  @Get('step-up')
  @Needs()
  async stepUpWays() {
    return { ways: await this.credentials.stepUpWays() };
  }

  @Post('step-up/question')
  @HttpCode(200)
  @Needs()
  stepUpQuestion() {
    return this.answers.questionForMe();
  }

  /** Proves once more who one is; the session gets a new name. */
  @Post('step-up')
  @HttpCode(200)
  @Needs()
  async stepUp(@Body() body: StepUp, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.cookies.demandOwnSite(request);
    return this.answers.tokens(await this.credentials.stepUp(body, request.headers['user-agent'] ?? null), reply);
  }
}
