import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Encryption, Rotations } from '#encryption/api';
import { ROTATABLE, type Rotatable } from '#encryption/model';
import { as, KeyRing, LocalMasterKey, LocalMasterKeys, MasterKeys, SYSTEM } from '#kernel/api';

const USAGE = `npm run rapport -- keys <what>
  status               the keys, their states, and changes on their way
  rotate-dek [what]    change data keys: ${ROTATABLE.join(', ')}; all of them unless one is named
  rotate-kek           wrap the data keys by a new master key
  destroy <key>        let a data key go that nothing is encrypted with any more
  export <file>        a copy of the master key, protected by a passphrase (standard input)
  restore <file>       put such a copy back in the place of the master key`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Commands over the keys, while the server runs or not; what was begun goes on after a crash. */
export async function keysCommand(app: INestApplicationContext, [what = '', name = '']: readonly string[]): Promise<number> {
  const get = <T>(service: abstract new (...args: never[]) => T): T => app.get(service as never, { strict: false });
  switch (what) {
    case 'status':
      return status(get(Encryption));
    case 'rotate-dek':
      return rotate(get(Rotations), name ? [name as Rotatable] : ROTATABLE);
    case 'rotate-kek': {
      const { from, to } = await as(SYSTEM, () => get(KeyRing).rewrap());
      say(`The data keys are wrapped by master key ${to}; ${from} is needed for backups from before alone.`);
      if (get(MasterKeys).provider === 'environment') say('Put MASTER_KEY_NEXT into MASTER_KEY on every instance now.');
      return 0;
    }
    case 'destroy':
      await as(SYSTEM, () => get(Rotations).destroy(name));
      say(`${name} is gone.`);
      return 0;
    case 'export':
      return exported(get(MasterKeys), name);
    default:
      say(USAGE);
      return 1;
  }
}

async function status(encryption: Encryption): Promise<number> {
  const { provider, masterKeyId, exposed, keys, rotations } = await encryption.view();
  say(`Master key ${masterKeyId} (${provider})${exposed ? ', READABLE BY OTHERS: chmod 400 it' : ''}`);
  for (const { id, state, createdAt, used } of keys) say(`${id.padEnd(14)} ${state.padEnd(13)} since ${createdAt.slice(0, 10)}  ${used} encryptions`);
  for (const { purpose, fromKey, toKey, state, done, total } of rotations) if (state !== 'done') say(`${purpose}: ${fromKey ?? 'plain text'} → ${toKey ?? 'encrypted'}: ${state}, ${done} of ${total}`);
  return 0;
}

async function rotate(rotations: Rotations, purposes: readonly Rotatable[]): Promise<number> {
  if (purposes.some((purpose) => !ROTATABLE.includes(purpose))) {
    say(USAGE);
    return 1;
  }
  const ids: string[] = [];
  for (const purpose of purposes) ids.push((await rotations.latest()).find((one) => one.purpose === purpose && one.state !== 'done')?.id ?? (await as(SYSTEM, () => rotations.start(purpose))));
  let said = '';
  for (;;) {
    const open = (await rotations.latest()).filter(({ id, state }) => ids.includes(id) && state !== 'done');
    const line = open.map(({ purpose, state, done, total }) => `${purpose} ${state === 'running' ? `${done}/${total}` : state}`).join(', ');
    if (line && line !== said) say(line);
    said = line;
    if (open.length === 0) break;
    void rotations.proceed();
    await new Promise((next) => setTimeout(next, 500));
  }
  say('Done. Keys that nothing uses any more can be destroyed.');
  return 0;
}

async function passphrase(): Promise<string> {
  const input = createInterface({ input: process.stdin, output: process.stderr, terminal: process.stdin.isTTY });
  const [text] = [await input.question('Passphrase: ')];
  input.close();
  if (text.length < 15) throw new Error('A passphrase has at least 15 characters.');
  return text;
}
const keyOf = (text: string, salt: Buffer) => scryptSync(text, salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 });

async function exported(masters: MasterKeys, file: string): Promise<number> {
  if (!file) throw new Error('Which file?');
  const [key] = masters instanceof LocalMasterKeys ? await masters.known() : [];
  if (!key) throw new Error('The key service keeps the master key; there is nothing to export.');
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', keyOf(await passphrase(), salt), iv, { authTagLength: 16 });
  const sealed = Buffer.concat([cipher.update(key.text), cipher.final(), cipher.getAuthTag()]);
  writeFileSync(file, `${JSON.stringify({ rapport: 'master key', id: key.id, kdf: 'scrypt 131072/8/1', salt: salt.toString('base64'), iv: iv.toString('base64'), sealed: sealed.toString('base64') })}\n`, { mode: 0o400, flag: 'wx' });
  say(`Master key ${key.id} is in ${file}. Keep it apart from the server and its backups.`);
  return 0;
}

/** Puts an exported master key back; works without a database, and never over a key that is there. */
export async function restoreMasterKey(file: string, target: string): Promise<number> {
  if (existsSync(target)) throw new Error(`${target} exists already.`);
  const { salt, iv, sealed } = JSON.parse(readFileSync(file, 'utf8')) as Record<'salt' | 'iv' | 'sealed', string>;
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(await passphrase(), Buffer.from(salt, 'base64')), Buffer.from(iv, 'base64'), { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(-16));
  let text: string;
  try {
    text = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString();
  } catch {
    throw new Error('The passphrase is wrong, or the file is damaged.');
  }
  writeFileSync(target, `${text}\n`, { mode: 0o400, flag: 'wx' });
  say(`Master key ${new LocalMasterKey(Buffer.from(text, 'base64')).id} is in ${target}.`);
  return 0;
}
