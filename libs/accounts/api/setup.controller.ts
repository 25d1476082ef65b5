import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Public } from '#kernel/api';
import { SetupForm } from '#accounts/model';
import { Setup } from './setup.service.ts';

@Controller('api/v1/setup')
export class SetupController {
  constructor(private readonly setup: Setup) {}

  @Get()
  @Public()
  async state() {
    return { open: await this.setup.open() };
  }

  @Post()
  @HttpCode(204)
  @Public()
  async complete(@Body() body: SetupForm): Promise<void> {
    await this.setup.complete(body);
  }
}
