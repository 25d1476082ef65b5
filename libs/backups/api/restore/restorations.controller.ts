import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { Id, Needs } from '#kernel/api';
import { DrillOrder, RestoreTo, SwitchOrder } from '#backups/model';
import { BackupKeys } from '../backup-keys.service.ts';
import { Exchange } from './exchange.ts';
import { RestorationRows } from './restoration-rows.ts';
import { Restorations } from './restorations.service.ts';
import { RestorePlaces } from './restore-places.ts';

/** Drills and restores: trying a backup, restoring one beside the running installation, and switching to it. */
@Controller('api/v1/backups')
export class RestorationsController {
  constructor(
    private readonly restorations: Restorations,
    private readonly rows: RestorationRows,
    private readonly places: RestorePlaces,
    private readonly keys: BackupKeys,
    private readonly exchange: Exchange,
  ) {}

  /** The latest drills and restores, and whether this host may open backups. */
  @Get('restorations')
  @Needs('backup.read')
  async list() {
    return { items: await this.rows.latest(), canOpen: (await this.keys.drillIdentity()) !== null };
  }
  /** What can be restored. */
  @Get('restore-points')
  @Needs('backup.read')
  async points() {
    return { items: await this.places.points(), ...(await this.places.logs()) };
  }

  /** Starts a drill: a backup is restored into a database of its own, proven, and thrown away. */
  @Post('drills')
  @HttpCode(202)
  @Needs('backup.run')
  async drill(@Body() { backup, targetId }: DrillOrder) {
    const { id } = await this.restorations.begin('drill', { backup: backup ?? null, targetId: targetId ?? null }, 'person');
    return { id };
  }
  /** Starts a restore beside the running installation, which goes on meanwhile. */
  @Post('restorations')
  @HttpCode(202)
  @Needs('backup.restore')
  async restore(@Body() { backup, targetId, until }: RestoreTo) {
    const { id } = await this.restorations.begin('restore', { backup, targetId: targetId ?? null, until: until ?? null }, 'person');
    return { id };
  }
  /** How many records there are, running and restored. */
  @Get('restorations/:id/compare')
  @Needs('backup.restore')
  async compare(@Id() id: string) {
    return { items: await this.places.compare(id) };
  }
  /** Switches to what was restored: after a fresh backup the program leaves and starts again on it. The old database is kept. */
  @Post('restorations/:id/switch')
  @HttpCode(202)
  @Needs('backup.restore')
  async switch(@Id() id: string, @Body() { confirmation }: SwitchOrder) {
    await this.exchange.begin(id, confirmation);
    return { id };
  }
  @Delete('restorations/:id')
  @HttpCode(204)
  @Needs('backup.restore')
  async drop(@Id() id: string): Promise<void> {
    await this.restorations.drop(id);
  }
}
