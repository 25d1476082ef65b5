import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { FreshSignIn, Id, Needs } from '#kernel/api';
import { User } from '#accounts/model';
import { myself } from './credentials.service.ts';
import { Invitations } from './invitations.service.ts';
import { SessionList } from './session-list.service.ts';

/** Where people are signed in: one's own sessions, and for administrators those of others. */
@Controller('api/v1')
export class SessionController {
  constructor(
    private readonly list: SessionList,
    private readonly invitations: Invitations,
  ) {}

  @Get('me/sessions')
  @Needs()
  async mine() {
    const { id, sessionId } = myself();
    return { items: await this.list.of(id, sessionId) };
  }

  @Post('me/sessions/:id/end')
  @HttpCode(204)
  @Needs()
  @FreshSignIn()
  endOne(@Id() id: string) {
    return this.list.endOne(myself().id, id);
  }

  @Post('me/sessions/end-others')
  @HttpCode(204)
  @Needs()
  @FreshSignIn()
  endOthers() {
    const { id, sessionId } = myself();
    return this.list.endOthers(id, sessionId);
  }

  @Get('users/:id/sessions')
  @Needs(User.may.update)
  async of(@Id() id: string) {
    return { items: await this.list.ofAnother(id) };
  }

  @Post('users/:id/sessions/end')
  @HttpCode(204)
  @Needs(User.may.update)
  endAllOf(@Id() id: string) {
    return this.list.endAllOf(id);
  }

  /** Takes the second factor of somebody who lost theirs. */
  @Post('users/:id/factors/reset')
  @HttpCode(204)
  @Needs(User.may.update)
  resetFactors(@Id() id: string) {
    return this.invitations.resetFactors(id);
  }

  /** Signs everybody out, oneself as well. */
  @Post('sessions/end-all')
  @HttpCode(204)
  @Needs('session.end')
  endAll() {
    return this.list.endAll();
  }
}
