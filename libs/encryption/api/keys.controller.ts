import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Needs } from '#kernel/api';
import { KeyName, NewRotation } from '#encryption/model';
import { Encryption } from './encryption.service.ts';
import { Rotations } from './rotations.service.ts';

@Controller('api/v1/keys')
export class KeysController {
  constructor(
    private readonly encryption: Encryption,
    private readonly rotations: Rotations,
  ) {}

  /** The keys without anything of them, changes of keys, and what is encrypted. */
  @Get()
  @Needs('key.read')
  view() {
    return this.encryption.view();
  }

  /** Starts to change a data key; every value is encrypted anew in the background. */
  @Post('rotations')
  @HttpCode(202)
  @Needs('key.manage')
  async rotate(@Body() { purpose }: NewRotation) {
    const id = await this.rotations.start(purpose);
    void this.rotations.proceed();
    return this.rotations.find(id);
  }

  /** Destroys a data key that nothing is encrypted with any more. */
  @Post('destroy')
  @HttpCode(204)
  @Needs('key.manage')
  async destroy(@Body() { key }: KeyName): Promise<void> {
    await this.rotations.destroy(key);
  }
}
