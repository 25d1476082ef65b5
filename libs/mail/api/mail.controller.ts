import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { currentPrincipal, Needs, Rejected } from '#kernel/api';
import { MailSettings, MailTest } from '#mail/model';
import { MailServer } from './mail-server.service.ts';
import { Mail, reasonOf } from './mail.service.ts';

@Controller('api/v1/mail-settings')
export class MailController {
  constructor(
    private readonly server: MailServer,
    private readonly mail: Mail,
  ) {}

  /** The SMTP server; the password is never part of it. */
  @Get()
  @Needs('mail.update')
  async get() {
    return { settings: await this.server.view() };
  }

  @Put()
  @Needs('mail.update')
  async save(@Body() settings: MailSettings) {
    await this.server.save(settings);
    return this.get();
  }

  @Delete()
  @HttpCode(204)
  @Needs('mail.update')
  remove() {
    return this.server.remove();
  }

  /** Sends a test mail and says what the server answers. */
  @Post('test')
  @HttpCode(204)
  @Needs('mail.update')
  async test(@Body() { to }: MailTest): Promise<void> {
    if (!(await this.mail.ready())) throw new Rejected('mail-not-set-up');
    const { name, language } = currentPrincipal();
    await this.mail.sendNow({ to, name, language, key: 'test' }).catch((error: unknown) => {
      throw new Rejected('mail-refused', { reason: reasonOf(error) });
    });
  }
}
