import { Module } from '@nestjs/common';
import { ContactController } from './contact.controller.ts';
import { ContactLinkService } from './contact-link.service.ts';
import { ContactService } from './contact.service.ts';

/** Contacts and their links to customers. */
@Module({ controllers: [ContactController], providers: [ContactService, ContactLinkService], exports: [ContactService] })
export class ContactsModule {}
