import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { Migrator } from '#kernel/api';
import { AppModule } from './app.module.ts';
import { readConfig } from './config.ts';

export interface Command {
  readonly says: string;
  run(args: readonly string[]): Promise<number>;
}
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs something on the server's modules without listening. */
export async function onModules(work: (app: INestApplicationContext) => Promise<number>): Promise<number> {
  const config = Object.assign(readConfig(process.env), { LOG_LEVEL: 'silent' });
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger: false, abortOnError: false });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

export const COMMANDS: Record<string, Command> = {
  migrate: {
    says: 'bring the database to what this version expects',
    run: () =>
      onModules(async (app) => {
        const applied = await app.get(Migrator).run();
        say(applied.length ? `Applied ${applied.join(', ')}.` : 'Nothing to do.');
        return 0;
      }),
  },
};
