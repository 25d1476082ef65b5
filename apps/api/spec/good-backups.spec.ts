import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { onEachDatabase, scaled } from '#house';
import { BackupKeys, BackupRows, Backups, Restorations, Targets } from '#backups/api';
import { as, Database, newId, SYSTEM, type Principal } from '#kernel/api';
import { ContactService } from '#contacts/api';

onEachDatabase((house) => {
  const times = scaled(3, 20);
  let ann: Principal;
  /** Somebody comes, somebody is renamed, somebody goes, and a file is brought. */
  async function workOn(day: number): Promise<void> {
    const contacts = house.get(ContactService);
    const add = (name: string) => as(ann, () => contacts.add({ name, phones: [`+861380000${1000 + day}`], emails: [`c${day}@example.com`] } as never));
    const [stays, renamed, goes] = [await add(`陈${day}`), await add(`O'Neil ${day}`), await add(`Gone ${day}`)];
    await as(ann, () => contacts.update(renamed, 1, { name: `Renamed "${day}" \\ ${stays}` } as never));
    await as(ann, () => contacts.remove(goes, 1));
    const name = `${newId()}${newId()}`.replaceAll('-', '');
    const folder = join(house.folder, 'files', name.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), `file of ${day}`);
  }

  beforeAll(async () => {
    const disk = join(house.folder, 'disk');
    mkdirSync(disk);
    ann = await house.person('Ann', ['administrator']);
    await as(SYSTEM, async () => {
      await house.get(BackupKeys).makeMaster('Safe');
      await house.get(BackupKeys).turnDrillsOn();
      await house.get(Targets).add({ name: 'Disk', kind: 'folder', path: disk, enabled: true, secret: null } as never);
    });
  }, 120_000);

  it(`B5: ${times} good backups of a database that changes raise no alarm, each restored by a drill`, async () => {
    const wrong: unknown[] = [];
    const names: string[] = [];
    for (let day = 1; day <= times; day++) {
      await workOn(day);
      const { name, state, fault, files } = await as(SYSTEM, () => house.get(Backups).run('manual'));
      names.push(name);
      if (state !== 'good' || fault || files !== day) wrong.push({ name, state, fault, files });
      const drilled = await as(SYSTEM, () => house.get(Restorations).run('drill', { backup: name, targetId: null }, 'command'));
      const sum = Number((await house.get(Database).read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `contact`'))[0]?.n);
      if (drilled.state !== 'good' || drilled.fault || sum < 2 * day) wrong.push({ day, ...drilled });
      if (!(await house.get(BackupRows).find(name))?.verifiedAt) wrong.push(`${name} is not proven`);
    }
    expect(wrong).toEqual([]);
    const kept = await house.get(BackupRows).kept();
    expect(kept.flatMap(({ copies }) => copies).filter(({ state }) => state === 'failed')).toEqual([]);
    expect(kept[0]?.name).toBe(names.at(-1));
  }, 60_000 + times * 20_000);
});
