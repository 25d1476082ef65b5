import { Controller, Get, Header } from '@nestjs/common';
import { Needs } from '#kernel/api';
import { Health } from './health.service.ts';
import { SupportBundle } from './support-bundle.ts';

/** How the installation does, for those who run it; nobody else learns anything. */
@Controller('api/v1/health')
export class SystemHealthController {
  constructor(
    private readonly health: Health,
    private readonly bundle: SupportBundle,
  ) {}

  @Get()
  @Needs('health.read')
  view() {
    return this.health.fresh();
  }

  /** A file for whoever helps: versions, settings by name, figures and codes; nothing personal and no secret. */
  @Get('support-bundle')
  @Needs('health.manage')
  @Header('Content-Disposition', 'attachment; filename="rapport-support.json"')
  support() {
    return this.bundle.make();
  }
}
