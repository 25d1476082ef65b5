import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { FreshSignIn, Id, Needs } from '#kernel/api';
import { NewApiKey } from '#accounts/model';
import { ApiKeys } from './api-keys.service.ts';
import { myself } from './credentials.service.ts';

/** One's own keys for other systems. */
@Controller('api/v1/me/keys')
export class ApiKeyController {
  constructor(private readonly keys: ApiKeys) {}

  @Get()
  @Needs()
  async list() {
    return { items: await this.keys.of(myself().id), scopes: this.keys.scopes() };
  }

  /** Makes a key; it is shown this once. */
  @Post()
  @Needs()
  @FreshSignIn()
  make(@Body() body: NewApiKey) {
    return this.keys.make(myself().id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs()
  @FreshSignIn()
  revoke(@Id() id: string) {
    return this.keys.revoke(myself().id, id);
  }
}
