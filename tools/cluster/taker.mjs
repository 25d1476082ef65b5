// Takes leases in step with others like it: node tools/cluster/taker.mjs <rounds> <moment of the first one>
import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { Leases } from '../../dist/libs/kernel/api/index.js';
import { AppModule } from '../../dist/apps/api/src/app.module.js';
import { readConfig } from '../../dist/apps/api/src/config.js';
import { trustOutward } from '../../dist/apps/api/src/outward.js';

const STEP_MS = 60;
const [rounds, from] = process.argv.slice(2).map(Number);
const config = readConfig(process.env);
trustOutward(config);
const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger: false, abortOnError: false });
const leases = app.get(Leases, { strict: false });
const won = [];
for (let round = 0; round < rounds; round++) {
  await sleep(Math.max(0, from + round * STEP_MS - Date.now()));
  if (await leases.take(`taken-${from}-${round}`, 60)) won.push(round);
}
process.stdout.write(`\n${JSON.stringify(won)}\n`);
await app.close();
process.exit(0);
