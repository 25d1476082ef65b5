import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { House } from '#house';
import { createApplication } from '../src/application.ts';
import { readConfig } from '../src/config.ts';

/** Another instance of the same installation: the same database and keys, memory of its own. */
export function anotherInstance(house: House, environment: Record<string, string> = {}): Promise<NestFastifyApplication> {
  return createApplication(readConfig({ DATABASE_URL: house.url, DATA_DIR: house.folder, LOG_LEVEL: 'silent', ALLOW_INSECURE_COOKIES: '1', ...environment }));
}
