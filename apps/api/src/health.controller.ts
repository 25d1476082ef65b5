import { Controller, Get } from '@nestjs/common';
import { Database, Problem, Public } from '#kernel/api';
import { Departure } from './departure.ts';

/** Answers those who watch the process and those who send it traffic. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly db: Database,
    private readonly departure: Departure,
  ) {}

  /** The process runs; asks no database. */
  @Get('live')
  @Public()
  live() {
    return { status: 'up' };
  }

  /** The database answers within a second and is migrated, and this instance is not leaving. */
  @Get('ready')
  @Public()
  async ready() {
    if (this.departure.leaving) throw new Problem(503, 'unavailable');
    const limit = new Promise<never>((_, fail) => setTimeout(() => fail(new Problem(503, 'unavailable')), 1000).unref());
    const migrated = await Promise.race([this.db.migrated(), limit]).catch(() => false);
    if (!migrated) throw new Problem(503, 'unavailable');
    return { status: 'ready' };
  }
}
