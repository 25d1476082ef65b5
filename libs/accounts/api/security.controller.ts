import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FreshSignIn, Id, Needs } from '#kernel/api';
import { EmailChange, NewPasskey, PasswordChange, TotpCode } from '#accounts/model';
import { AuthCookies } from './auth-cookies.service.ts';
import { Credentials, myself } from './credentials.service.ts';
import { Security, type Renewed } from './security.service.ts';

/** How one's own account is protected; every change asks for a sign-in of the last five minutes. */
@Controller('api/v1/me')
export class SecurityController {
  constructor(
    private readonly security: Security,
    private readonly credentials: Credentials,
    private readonly cookies: AuthCookies,
  ) {}

  @Get('security')
  @Needs()
  view() {
    return this.security.view();
  }

  @Post('security/totp')
  @HttpCode(200)
  @Needs()
  @FreshSignIn()
  beginTotp() {
    return this.security.beginTotp();
  }

  /** Puts the app in force by its first code. Recovery codes come with the first factor. */
  @Post('security/totp/confirm')
  @HttpCode(200)
  @Needs()
  @FreshSignIn()
  async confirmTotp(@Body() { code }: TotpCode, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(await this.security.confirmTotp(code, agentOf(request)), reply);
  }

  @Delete('security/totp')
  @HttpCode(200)
  @Needs()
  @FreshSignIn()
  async removeTotp(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(await this.security.removeTotp(agentOf(request)), reply);
  }

  @Post('security/passkeys/question')
  @HttpCode(200)
  @Needs()
  @FreshSignIn()
  beginPasskey() {
    return this.security.beginPasskey();
  }

  @Post('security/passkeys')
  @HttpCode(200)
  @Needs()
  @FreshSignIn()
  async addPasskey(@Body() { name, response }: NewPasskey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(await this.security.addPasskey(name, response, agentOf(request)), reply);
  }

  @Delete('security/passkeys/:id')
  @HttpCode(200)
  @Needs()
  @FreshSignIn()
  async removePasskey(@Id() id: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(await this.security.removePasskey(id, agentOf(request)), reply);
  }

  /** Ten new recovery codes; the old ones are void. */
  @Post('security/recovery-codes')
  @HttpCode(200)
  @Needs()
  @FreshSignIn()
  renewCodes() {
    return this.security.renewCodes();
  }

  @Delete('security/identities/:id')
  @HttpCode(204)
  @Needs()
  @FreshSignIn()
  removeIdentity(@Id() id: string) {
    return this.security.removeIdentity(id);
  }

  @Post('password')
  @HttpCode(200)
  @Needs()
  @FreshSignIn()
  async password(@Body() body: PasswordChange, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const tokens = await this.credentials.change(body, agentOf(request));
    return this.cookies.keep(tokens, reply);
  }

  /** Mails a link to a new address; it counts once that was opened. */
  @Post('email')
  @HttpCode(202)
  @Needs()
  @FreshSignIn()
  async email(@Body() { email }: EmailChange) {
    await this.credentials.changeEmail(email);
    return { user: myself().id };
  }

  private answer({ tokens, codes }: Renewed, reply: FastifyReply) {
    return { ...this.cookies.keep(tokens, reply), codes };
  }
}

const agentOf = ({ headers }: FastifyRequest): string | null => headers['user-agent'] ?? null;
