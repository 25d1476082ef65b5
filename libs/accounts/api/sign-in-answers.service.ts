import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthCookies } from './auth-cookies.service.ts';
import { myself } from './credentials.service.ts';
import { Passkeys } from './passkeys.service.ts';
import type { Tokens } from './sessions.service.ts';
import { SignInService, type Browser, type HalfWay, type SignedIn } from './sign-in.service.ts';

/** What signing in answers to a browser: secrets into cookies, the rest into the body. */
@Injectable()
export class SignInAnswers {
  constructor(
    private readonly cookies: AuthCookies,
    private readonly signIn: SignInService,
    private readonly passkeys: Passkeys,
  ) {}

  browserOf(request: FastifyRequest): Browser {
    return { agent: request.headers['user-agent'] ?? null, known: this.cookies.device(request) };
  }
  async to(outcome: SignedIn | HalfWay, reply: FastifyReply) {
    if ('factor' in outcome) return outcome;
    const answer = await this.tokens(outcome.tokens, reply);
    this.cookies.keepDevice(outcome.deviceSecret, reply);
    return answer;
  }
  async tokens(tokens: Tokens, reply: FastifyReply) {
    return { ...this.cookies.keep(tokens, reply), user: await this.signIn.nameOf(tokens.userId) };
  }
  questionForMe() {
    return this.passkeys.ask(myself().id);
  }
}
