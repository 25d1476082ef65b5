import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Rounds } from '#kernel/api';
import { Schedules } from '../schedules.service.ts';
import { Exchange } from './exchange.ts';
import { LogShipping } from '../logs/log-shipping.service.ts';
import { Restorations } from './restorations.service.ts';

/** How soon an instance sees that it is to leave. */
const LOOK_MS = 1000;

/** Drills by schedule: the latest backup is restored and thrown away. And a look whether a switch to a restored database is on. */
@Injectable()
export class RestorationWatch implements OnModuleInit {
  constructor(
    private readonly schedules: Schedules,
    private readonly restorations: Restorations,
    private readonly exchange: Exchange,
    private readonly logs: LogShipping,
    rounds: Rounds,
  ) {
    rounds.every(LOOK_MS, 'switch', () => (this.serving ? this.exchange.leaveIfOn() : Promise.resolve()));
  }
  private serving = false;

  /** A server looks; a command does not. */
  start(): void {
    this.serving = true;
    this.logs.start();
  }

  onModuleInit(): void {
    this.schedules.define('drill', async () => {
      await this.restorations.run('drill', { backup: null, targetId: null }, 'schedule');
    });
  }
}
