import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { ROLES } from '#accounts/model';
import { UserService } from '#accounts/api';
import { AuditWatch, Checkpoints, Sealer } from '#audit/api';
import { as, Installation, KeyRing, openApiOf, Problem, SYSTEM, UnitOfWork, VERSION } from '#kernel/api';
import { Upgrade } from '#operations/api';
import { AppModule } from './app.module.ts';
import { backupCommand } from './backup-command.ts';
import { readConfig, type Config } from './config.ts';
import { examine, told, unstartable } from './doctor.ts';
import { rehearse } from './rehearsal.ts';
import { drillCommand, restoreCommand, settleFile } from './restore-command.ts';
import { restoreOnEmptyHost } from './restore-empty.ts';
import { trustOutward } from './outward.ts';
import { keysCommand, restoreMasterKey } from './keys-command.ts';
import { SampleData, SampleRemoval } from '#samples/api';

export interface Command {
  readonly says: string;
  run(args: readonly string[]): Promise<number>;
}
/** Brings the database up to date and opens its keys. */
async function migrated(app: INestApplicationContext): Promise<void> {
  await app.get(Upgrade, { strict: false }).run();
  await app.get(KeyRing).open();
}
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs something on the server's modules without listening; what goes wrong is said in one line. */
async function onModules(work: (app: INestApplicationContext, config: Config) => Promise<number>, failed = complain): Promise<number> {
  let app: INestApplicationContext | null = null;
  try {
    const config = Object.assign(readConfig(process.env), { LOG_LEVEL: 'silent' });
    trustOutward(config);
    app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger: false, abortOnError: false });
    return await work(app, config);
  } catch (error) {
    const pointers = error instanceof Problem ? (error.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).join(', ') : '';
    failed(`${error instanceof Error ? error.message : String(error)}${pointers ? `: ${pointers}` : ''}`);
    return 1;
  } finally {
    await app?.close();
  }
}
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** The same for what needs no database. */
async function onConfig(work: (config: Config) => Promise<number>): Promise<number> {
  try {
    return await work(readConfig(process.env));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function addUser(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { name: { type: 'string' }, role: { type: 'string', multiple: true } } });
  const [word, username] = positionals;
  if (word !== 'add' || !username) {
    say(`npm run rapport -- user add <user name> [--name "Full name"] [--role ${ROLES.map(({ key }) => key).join('|')}]`);
    return 1;
  }
  return onModules(async (app) => {
    await migrated(app);
    const users = app.get(UserService, { strict: false });
    if (await users.nobody()) throw new Error('Set Rapport up first: npm start prints the address.');
    const secret = await as(SYSTEM, () => app.get(UnitOfWork).run(async () => users.invite(await users.add({ name: values.name ?? username, username, roles: values.role ?? ['sales'] }))));
    say(`${username} is invited. Their link, good for seven days:\n${app.get(Installation).publicUrl}/invite?token=${secret}`);
    return 0;
  });
}

const auditCommand = ([word]: readonly string[]) =>
  onModules(async (app) => {
    if (word !== 'verify' && word !== 'checkpoint') throw new Error('npm run rapport -- audit verify | checkpoint');
    if (word === 'checkpoint') {
      await app.get(Sealer, { strict: false }).seal();
      const { seq, count, seal } = await app.get(Checkpoints, { strict: false }).write();
      say(`Checkpoint at row ${seq} (${count} rows): ${seal}`);
      return 0;
    }
    const { whole, rows, head, first, gap, pending, older, checkpoint, removed } = await as(SYSTEM, () => app.get(AuditWatch, { strict: false }).verify());
    if (removed) say(`Rows 1–${removed.rows} were removed by the retention on ${removed.at}; their stub is signed.`);
    if (older > 0) say(`${older} rows are older than the chain.`);
    say(checkpoint ? `Last checkpoint: row ${checkpoint.seq} at ${checkpoint.at}${gap > 0 ? `; ${gap} rows up to it are missing` : ''}.` : 'There is no checkpoint yet.');
    if (whole) say(`The chain is whole: ${rows} rows verified, up to row ${head}; ${pending} wait for their seal.`);
    else say(`The chain is BROKEN at (${first?.chain}, ${first?.seq}): ${first?.fault}${first?.auditId ? `, audit row ${first.auditId}` : ''}. ${rows} rows before it are as they were written.`);
    return whole ? 0 : 1;
  });

const doctor = () =>
  onModules(async (app, config) => {
    const findings = await examine(app, config);
    for (const one of told(findings)) say(one);
    return findings.some(({ state }) => state === 'bad') ? 1 : 0;
  }, (fault) => told([unstartable(fault)]).forEach(say)); // prettier-ignore

export const COMMANDS: Record<string, Command> = {
  migrate: {
    says: 'migrate [--without-backup]: bring the database to what this version expects',
    run: ([word]) =>
      onModules(async (app) => {
        if (word !== undefined && word !== '--without-backup') throw new Error('npm run rapport -- migrate [--without-backup]');
        const applied = await app.get(Upgrade, { strict: false }).run({ backup: word === undefined });
        say(applied.length ? `Applied ${applied.join(', ')}.` : 'Nothing to do.');
        return 0;
      }),
  },
  user: { says: 'user add <user name>: invite somebody, and print their link', run: addUser },
  openapi: {
    says: 'openapi [file]: write the OpenAPI document',
    run: ([file]) =>
      onModules(async (app) => {
        const text = `${JSON.stringify(openApiOf(app, VERSION), null, 2)}\n`;
        if (file) writeFileSync(file, text);
        else process.stdout.write(text);
        return 0;
      }),
  },
  'sample-data': {
    says: 'sample-data add | remove [--with-edited]: a company to try things on',
    run: ([word, edited]) =>
      onModules(async (app) => {
        if (word !== 'add' && word !== 'remove') throw new Error('npm run rapport -- sample-data add | remove [--with-edited]');
        await migrated(app);
        if (word === 'add') say(`Added ${await as(SYSTEM, () => app.get(SampleData, { strict: false }).add())} sample records.`);
        else {
          const { removed, kept } = await as(SYSTEM, () => app.get(SampleRemoval, { strict: false }).remove(edited === '--with-edited'));
          say(`Removed ${removed} sample records.${kept > 0 ? ` Kept ${kept} that people changed, or that their own records need.` : ''}`);
        }
        return 0;
      }),
  },
  audit: { says: 'audit verify | checkpoint: read the chain of the audit again, or sign its end', run: auditCommand },
  keys: {
    says: 'keys status | rotate-dek | rotate-kek | destroy | export | restore: the keys of encrypted data',
    run: async (args) => (args[0] === 'restore' ? onConfig(({ masterKeyFile, dataDir }) => restoreMasterKey(args[1] ?? '', masterKeyFile ?? join(dataDir, 'master-key'))) : onModules((app) => keysCommand(app, args))),
  },
  backup: {
    says: 'backup run | list | targets | scan | prune | new-key: backups, from cron or by hand',
    run: (args) =>
      onModules(async (app) => {
        await migrated(app);
        return backupCommand(app, args);
      }),
  },
  restore: {
    says: 'restore list | to | compare | switch | drop: back from a backup; restore --from <folder> onto an empty host',
    run: async (args) => {
      if (args.some((one) => one.startsWith('--from'))) return onConfig((config) => restoreOnEmptyHost(Object.assign(config, { LOG_LEVEL: 'silent' }), args));
      const code = await onModules(async (app, config) => {
        await migrated(app);
        return restoreCommand(app, config, args);
      });
      return code === 0 && args[0] === 'switch' ? onConfig((config) => settleFile(config).then(() => 0)) : code;
    },
  },
  drill: {
    says: 'drill run | list: restore the latest backup for trial, check it, and throw it away',
    run: (args) =>
      onModules(async (app) => {
        await migrated(app);
        return drillCommand(app, args);
      }),
  },
  rehearse: { says: 'start on a restored copy and read it: what drills do by themselves', run: () => rehearse(process.env) },
  doctor: { says: 'every check of the installation, and how to mend what is wrong', run: doctor },
};
