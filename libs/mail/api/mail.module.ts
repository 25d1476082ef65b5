import { Module } from '@nestjs/common';
import { MailController } from './mail.controller.ts';
import { MailServer } from './mail-server.service.ts';
import { Mail } from './mail.service.ts';

/** Mails that leave this installation. */
@Module({ controllers: [MailController], providers: [Mail, MailServer], exports: [Mail] })
export class MailModule {}
