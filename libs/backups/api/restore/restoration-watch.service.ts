import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Rounds } from '#kernel/api';
import { Schedules } from '../schedules.service.ts';
import { Exchange } from './exchange.ts';
import { Restorations } from './restorations.service.ts';

/** How soon an instance sees that it is to leave. */
const LOOK_MS = 1000;
const SWEEP_MS = 120_000;

/** Drills by schedule: the latest backup is restored and thrown away. And a look whether a switch to a restored database is on. */
@Injectable()
export class RestorationWatch implements OnModuleInit {
  constructor(
    private readonly schedules: Schedules,
    private readonly restorations: Restorations,
    exchange: Exchange,
    rounds: Rounds,
  ) {
    rounds.every(LOOK_MS, 'switch', () => exchange.leaveIfOn());
    rounds.every(SWEEP_MS, 'restoration remains', async () => void ((await exchange.on()) || (await restorations.sweep())));
  }

  onModuleInit(): void {
    this.schedules.define('drill', async () => {
      await this.restorations.run('drill', { backup: null, targetId: null }, 'schedule');
    });
  }
}
