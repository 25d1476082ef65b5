import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs, Public } from '#kernel/api';
import { ProviderAnswer, ProviderSettings, ProviderStart } from '#accounts/model';
import { AuthCookies } from './auth-cookies.service.ts';
import { Provider } from './provider.service.ts';
import { ProviderSignIn } from './provider-sign-in.service.ts';
import { SignInAnswers } from './sign-in-answers.service.ts';

/** Signing in with another place's account, and which place that is. */
@Controller('api/v1')
export class ProviderController {
  constructor(
    private readonly provider: Provider,
    private readonly providerSignIn: ProviderSignIn,
    private readonly answers: SignInAnswers,
    private readonly cookies: AuthCookies,
  ) {}

  /** Where to send the browser; what it has to bring back stays in a cookie. */
  @Post('auth/sso/start')
  @HttpCode(200)
  @Public()
  async start(@Body() { to, invitation }: ProviderStart, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.cookies.demandOwnPage(request);
    const { url, errand } = await this.providerSignIn.begin(to ?? null, invitation ?? null);
    this.cookies.keepErrand(errand, reply);
    return { url };
  }

  @Post('auth/sso/finish')
  @HttpCode(200)
  @Public()
  async finish(@Body() { query }: ProviderAnswer, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.cookies.demandOwnPage(request);
    const outcome = await this.providerSignIn.finish(query, this.cookies.errand(request), this.answers.browserOf(request));
    this.cookies.forgetErrand(reply);
    return 'consent' in outcome ? outcome : { ...(await this.answers.to(outcome, reply)), to: outcome.to };
  }

  /** The provider; its secret is never part of it. */
  @Get('provider-settings')
  @Needs('provider.update')
  async get() {
    return { settings: await this.provider.view(), callback: this.provider.callback };
  }

  @Put('provider-settings')
  @Needs('provider.update')
  async save(@Body() settings: ProviderSettings) {
    await this.provider.save(settings);
    return this.get();
  }

  @Delete('provider-settings')
  @HttpCode(204)
  @Needs('provider.update')
  remove() {
    return this.provider.remove();
  }
}
