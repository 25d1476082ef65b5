import { Body, Controller, Delete, Get, HttpCode, Post, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { FreshSignIn, Id, Needs } from '#kernel/api';
import { BackupRetention, CronQuestion, DrillKeySwitch, NewBackupKey, ScheduleInput, TargetInput } from '#backups/model';
import { Adoption } from './adoption.service.ts';
import { BackupKeys } from './backup-keys.service.ts';
import { BackupOverview } from './backup-status.service.ts';
import { Backups } from './backups.service.ts';
import { Downloads } from './downloads.service.ts';
import { Retention } from './retention.service.ts';
import { Schedules } from './schedules.service.ts';
import { Targets } from './targets.service.ts';

/** Backups: how they stand, running one, and what they need. */
@Controller('api/v1/backups')
export class BackupsController {
  constructor(
    private readonly overview: BackupOverview,
    private readonly backups: Backups,
    private readonly targets: Targets,
    private readonly adoption: Adoption,
    private readonly keys: BackupKeys,
    private readonly schedules: Schedules,
    private readonly retention: Retention,
    private readonly downloads: Downloads,
  ) {}

  /** Everything about backups: the catalogue, targets without their secrets, recipients, schedules, retention. */
  @Get()
  @Needs('backup.read')
  view() {
    return this.overview.view();
  }

  /** Starts a backup; the catalogue tells how far it is. */
  @Post()
  @HttpCode(202)
  @Needs('backup.run')
  async run() {
    return { name: await this.backups.ask('manual') };
  }

  /** A backup as it lies at its place, sealed, as one archive. Its type is none that is compressed on the way: the length stays as it was said. */
  @Get(':id/download')
  @Needs('backup.restore')
  @FreshSignIn()
  async download(@Id() id: string, @Res() reply: FastifyReply) {
    const { name, bytes, stream } = await this.downloads.open(id);
    return reply.header('Content-Type', 'application/x-ustar').header('Content-Length', bytes).header('Content-Disposition', `attachment; filename="${name}.tar"`).send(stream);
  }

  @Post('targets')
  @Needs('backup.configure')
  addTarget(@Body() target: TargetInput) {
    return this.targets.add(target);
  }
  @Put('targets/:id')
  @Needs('backup.configure')
  changeTarget(@Id() id: string, @Body() target: TargetInput) {
    return this.targets.change(id, target);
  }
  /** Forgets a target; what lies there stays there. */
  @Delete('targets/:id')
  @HttpCode(204)
  @Needs('backup.configure')
  async removeTarget(@Id() id: string): Promise<void> {
    await this.targets.remove(id);
  }
  /** Writes a few bytes, reads them back and removes them. */
  @Post('targets/:id/test')
  @HttpCode(200)
  @Needs('backup.configure')
  testTarget(@Id() id: string) {
    return this.targets.test(id);
  }
  /** Looks for backups there that the catalogue does not know, and takes in those that this installation signed. */
  @Post('targets/:id/scan')
  @HttpCode(200)
  @Needs('backup.configure')
  scanTarget(@Id() id: string) {
    return this.adoption.scan(id);
  }

  /** Encrypts future backups to one more recipient. */
  @Post('keys')
  @Needs('backup.configure')
  addKey(@Body() { kind, name, recipient }: NewBackupKey) {
    return this.keys.addRecipient(kind, name, recipient);
  }
  /** Future backups are not encrypted to it any more. */
  @Delete('keys/:id')
  @HttpCode(204)
  @Needs('backup.configure')
  async removeKey(@Id() id: string): Promise<void> {
    await this.keys.retire(id);
  }
  /** Whether this host may open backups, to check and to drill. */
  @Put('drill-key')
  @HttpCode(204)
  @Needs('backup.configure')
  async switchDrills(@Body() { on }: DrillKeySwitch): Promise<void> {
    await this.keys.switchDrills(on);
  }

  @Post('schedules')
  @Needs('backup.configure')
  addSchedule(@Body() schedule: ScheduleInput) {
    return this.schedules.add('backup', schedule);
  }
  @Put('schedules/:id')
  @Needs('backup.configure')
  changeSchedule(@Id() id: string, @Body() schedule: ScheduleInput) {
    return this.schedules.change(id, schedule);
  }
  @Delete('schedules/:id')
  @HttpCode(204)
  @Needs('backup.configure')
  async removeSchedule(@Id() id: string): Promise<void> {
    await this.schedules.remove(id);
  }
  /** The next three times of a schedule that is being written. */
  @Post('schedules/next')
  @HttpCode(200)
  @Needs('backup.configure')
  async next(@Body() question: CronQuestion) {
    return { next: await this.schedules.preview(question) };
  }

  @Put('retention')
  @Needs('backup.configure')
  async keep(@Body() policy: BackupRetention) {
    await this.retention.keep(policy);
    return this.retention.policy();
  }
}
