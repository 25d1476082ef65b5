import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Assignment, Reveal } from '#kernel/model';
import { Id, Needs, Version } from '#kernel/api';
import { Contact, ContactChange, NewContact, NewContactLink } from '#contacts/model';
import { ContactService } from './contact.service.ts';

@Controller('api/v1/contacts')
export class ContactController {
  constructor(private readonly contacts: ContactService) {}

  @Get()
  @Needs(Contact.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.contacts.list(query);
  }

  @Get(':id')
  @Needs(Contact.may.read)
  get(@Id() id: string) {
    return this.contacts.get(id);
  }

  @Post()
  @Needs(Contact.may.create)
  create(@Body() body: NewContact) {
    return this.contacts.create(body);
  }

  @Patch(':id')
  @Needs(Contact.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: ContactChange) {
    return this.contacts.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Contact.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.contacts.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Contact.may.delete)
  restore(@Id() id: string) {
    return this.contacts.restore(id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Needs(Contact.may.assign)
  assign(@Id() id: string, @Version() version: number, @Body() { ownerId }: Assignment) {
    return this.contacts.assign(id, version, ownerId);
  }

  @Get(':id/links')
  @Needs(Contact.may.read)
  links(@Id() id: string) {
    return this.contacts.linksOf(id);
  }

  @Post(':id/links')
  @Needs('contact.link')
  link(@Id() id: string, @Version() version: number, @Body() body: NewContactLink) {
    return this.contacts.link(id, version, body);
  }

  @Delete(':id/links/:linkId')
  @HttpCode(200)
  @Needs('contact.link')
  unlink(@Id() id: string, @Version() version: number, @Id('linkId') linkId: string) {
    return this.contacts.unlink(id, version, linkId);
  }

  /** Shows what is behind the mask of a field; the audit says who looked. */
  @Post(':id/reveal')
  @HttpCode(200)
  @Needs('contact.reveal')
  reveal(@Id() id: string, @Body() { field }: Reveal) {
    return this.contacts.reveal(id, field);
  }

  @Get(':id/history')
  @Needs(Contact.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.contacts.history(id, after ?? null);
  }
}
