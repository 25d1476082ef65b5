import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { Needs } from '#kernel/api';
import { AlertSettings, type AlertsView } from '#operations/model';
import { AlertTargets } from './alert-settings.service.ts';
import { Alerts } from './alerts.service.ts';
import { Channels } from './channels.service.ts';

/** Who is told when something turns bad, and what is told now. */
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    private readonly alerts: Alerts,
    private readonly targets: AlertTargets,
    private readonly channels: Channels,
  ) {}

  @Get()
  @Needs('health.read')
  async view(): Promise<AlertsView> {
    return { settings: await this.targets.view(), channels: await this.channels.list(), alerts: await this.alerts.list() };
  }

  /** A new webhook gets a secret, which is answered this once. */
  @Put()
  @Needs('health.manage')
  async save(@Body() body: AlertSettings) {
    const secret = await this.targets.save(body);
    return { ...(await this.view()), secret };
  }

  @Post('secret')
  @HttpCode(200)
  @Needs('health.manage')
  async renew() {
    return { secret: await this.targets.renew() };
  }

  /** Says something harmless by every channel, and answers what became of it. */
  @Post('test')
  @HttpCode(200)
  @Needs('health.manage')
  test() {
    return this.channels.test();
  }
}
