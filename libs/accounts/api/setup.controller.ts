import { Body, Controller, HttpCode, Injectable, Post, UseGuards, type CanActivate } from '@nestjs/common';
import { NotFound, Public } from '#kernel/api';
import { SetupForm } from '#accounts/model';
import { Setup } from './setup.service.ts';

/** Once set-up is done its address is like any other that does not exist, whatever is sent there. */
@Injectable()
export class WhileOpen implements CanActivate {
  constructor(private readonly setup: Setup) {}
  async canActivate(): Promise<boolean> {
    if (!(await this.setup.open())) throw new NotFound();
    return true;
  }
}

@Controller('api/v1/setup')
export class SetupController {
  constructor(private readonly setup: Setup) {}

  @Post()
  @HttpCode(204)
  @Public()
  @UseGuards(WhileOpen)
  async complete(@Body() body: SetupForm): Promise<void> {
    await this.setup.complete(body);
  }
}
