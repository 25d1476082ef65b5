import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Sessions } from '#accounts/api';
import { BackupFault, Examiner, Rehearsal, type FaultCode, type Rehearsed, type Stage } from '#backups/api';
import { as, checkRoutes, Database, KeyRing, Migrator, SYSTEM, UnitOfWork } from '#kernel/api';
import { AppModule } from './app.module.ts';
import { readConfig } from './config.ts';
import { httpAdapter, prepareHttp } from './http.ts';

/** Lists that whoever administers may read. */
const LISTS = ['users', 'customers', 'contacts', 'opportunities', 'products', 'contracts', 'audit'];
const TOLD = /^\{"rehearsal":/;

/** The environment of a program that is started on a restored database: no port, no log, nobody it speaks to. */
export function stageEnvironment({ database, dataDir }: Stage): Record<string, string> {
  const keep = ['PATH', 'MASTER_KEY', 'MASTER_KEY_NEXT', 'MASTER_KEY_FILE', 'CA_FILE'].flatMap((name) => (process.env[name] ? [[name, process.env[name] as string] as const] : []));
  const socket: Record<string, string> = database.socket ? { DATABASE_SOCKET: database.socket } : {};
  return { ...Object.fromEntries(keep), DATABASE_URL: database.url, DATABASE_TLS: database.tls ?? 'auto', ...socket, DATA_DIR: dataDir, LOG_LEVEL: 'silent', ALLOW_INSECURE_COOKIES: '1', SETUP_TOKEN: 'x'.repeat(40), REQUESTS_PER_MINUTE: '0' };
}

/** A rehearsal in a process of its own. */
export class RehearsalApart extends Rehearsal {
  async run(stage: Stage): Promise<Rehearsed> {
    const cli = join(import.meta.dirname, 'cli.js');
    const { audit, newHost, trial } = stage;
    const child = spawn(process.execPath, [cli, 'rehearse'], { env: { ...stageEnvironment(stage), REHEARSE: JSON.stringify({ audit, newHost, trial }) }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [told, said] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
    await new Promise((done) => child.once('close', done));
    const line = told.split('\n').find((one) => TOLD.test(one));
    if (!line) throw new BackupFault('start', { reason: said.trim().split('\n').at(-1) ?? '' });
    const { rehearsal, fault } = JSON.parse(line) as { rehearsal: Rehearsed | null; fault?: { code: FaultCode; facts: Record<string, string | number> } };
    if (!rehearsal) throw new BackupFault(fault?.code ?? 'start', fault?.facts ?? {});
    return rehearsal;
  }
}

/** A rehearsal in this very process. */
export class RehearsalHere extends Rehearsal {
  async run(stage: Stage): Promise<Rehearsed> {
    const config = readConfig(stageEnvironment(stage));
    let app: NestFastifyApplication | null = null;
    try {
      app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), httpAdapter(config), { logger: false, abortOnError: false, bodyParser: false });
      const migrated = (await app.get(Migrator).run()).length;
      if (stage.trial) await silence(app);
      await prepareHttp(app, config);
      await app.init();
      checkRoutes(app);
      const examined = await app.get(Examiner, { strict: false }).examine(stage.audit, stage.newHost);
      return { ...examined, migrated, lists: await read(app, stage.trial) };
    } catch (error) {
      if (error instanceof BackupFault) throw error;
      throw new BackupFault(/master key/i.test(String(error)) ? 'master-key' : 'start', { reason: (error as Error).message }, { cause: error });
    } finally {
      await app?.close();
    }
  }
}

/** What waited to be sent or done when the backup was made is neither sent nor done by a copy. */
async function silence(app: NestFastifyApplication): Promise<void> {
  const db = app.get(Database);
  await as(SYSTEM, () => app.get(UnitOfWork).run(async () => {
    await db.write("UPDATE `outbox` SET `deliveredAt` = '2000-01-01 00:00:00.000' WHERE `deliveredAt` IS NULL");
    await db.write("UPDATE `job` SET `state` = 'cancelled' WHERE `state` IN ('ready', 'running')");
  })); // prettier-ignore
}

/** Signs in as an administrator, where there is one, and reads the first page of lists. */
async function read(app: NestFastifyApplication, trial: boolean): Promise<number> {
  const get = async (url: string, token?: string) => (await app.inject({ method: 'GET', url, ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) })).statusCode;
  const demand = (what: string, status: number, wanted: number) => {
    if (status !== wanted) throw new BackupFault('start', { reason: `${what}: ${status}` });
  };
  await app.get(KeyRing).open();
  demand('/health/ready', await get('/health/ready'), 200);
  demand('/api/v1/users', await get('/api/v1/users'), 401);
  if (!trial) return 0;
  const [admin] = await app.get(Database).read<{ id: string }>("SELECT u.`id` FROM `user` u JOIN `user_roles` r ON r.`recordId` = u.`id` WHERE u.`status` = 'active' AND u.`deletedKey` = '' AND r.`value` = 'administrator' LIMIT 1");
  if (!admin) return 0;
  const proof = { userId: admin.id, ways: 'password totp', strong: true, remembered: false, device: 'Drill' };
  // A session alone: a whole sign-in would tell them of a new device.
  const { accessToken } = await as(SYSTEM, () => app.get(Sessions, { strict: false }).open(proof));
  for (const list of LISTS) demand(`/api/v1/${list}`, await get(`/api/v1/${list}?size=1`, accessToken), 200);
  return LISTS.length;
}

/** From its sources the program has no file another process could run. */
export const rehearsal = (): Rehearsal => (import.meta.url.endsWith('.ts') ? new RehearsalHere() : new RehearsalApart());

/** What the process of a rehearsal does: it tells on one line what it found. */
export async function rehearse({ REHEARSE, DATABASE_URL = '', DATABASE_TLS, DATABASE_SOCKET, DATA_DIR = '' }: NodeJS.ProcessEnv): Promise<number> {
  const { audit = null, newHost = false, trial = true } = JSON.parse(REHEARSE ?? '{}') as Partial<Pick<Stage, 'audit' | 'newHost' | 'trial'>>;
  const database = { url: DATABASE_URL, tls: (DATABASE_TLS ?? 'auto') as 'auto', socket: DATABASE_SOCKET ?? null };
  const told = await new RehearsalHere().run({ database, dataDir: DATA_DIR, audit, newHost, trial }).then(
    (found) => ({ rehearsal: found }),
    (error: unknown) => ({ rehearsal: null, fault: error instanceof BackupFault ? { code: error.code, facts: error.facts } : { code: 'start', facts: { reason: String(error) } } }),
  );
  process.stdout.write(`${JSON.stringify(told)}\n`);
  return told.rehearsal ? 0 : 1;
}
