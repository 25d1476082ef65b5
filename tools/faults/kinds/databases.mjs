import SqliteDatabase from 'better-sqlite3';
import { setTimeout as sleep } from 'node:timers/promises';

const MARIADB = ['mariadb'];

/** What happens to the database. */
export const DATABASES = [
  {
    name: 'database killed', on: MARIADB,
    async strike({ world, editors }) {
      for (let n = 0; n < 2; n++) {
        await world.database.kill();
        await sleep(500);
        await world.database.start();
        await editors.acknowledged(20);
      }
    },
  },
  {
    name: 'database frozen', on: MARIADB,
    async strike({ world }) {
      process.kill(world.database.pid, 'SIGSTOP');
      await sleep(5000);
      process.kill(world.database.pid, 'SIGCONT');
    },
  },
  {
    name: 'database slow', on: MARIADB,
    async strike({ world }) {
      for (const gate of world.database.gates) gate.delay = 60;
      await sleep(4000);
      for (const gate of world.database.gates) gate.delay = 0;
    },
  },
  {
    name: 'connections cut', on: MARIADB, short: MARIADB,
    async strike({ world, random }) {
      for (let n = 0; n < 12; n++) {
        random.of(world.database.gates).cut();
        await sleep(50 + random.below(150));
      }
    },
  },
  {
    name: 'database out of reach', on: MARIADB,
    async strike({ world }) {
      const [gate] = world.database.gates;
      gate.refuse(true);
      await sleep(2000);
      gate.refuse(false);
      gate.hold(true);
      await sleep(3000);
      gate.hold(false);
    },
  },
  {
    name: 'deadlocks', on: MARIADB,
    async strike({ world }) {
      const generator = await world.database.connect();
      for (let n = 0; n < 12; n++) {
        await generator.query('START TRANSACTION');
        await generator.query("SELECT `id` FROM `audit` WHERE `id` > 'f' FOR UPDATE");
        await sleep(20);
        await generator.query('UPDATE `customer` SET `employees` = `employees` + 0').catch(() => undefined);
        await generator.query('ROLLBACK');
        await sleep(100);
      }
      await generator.end();
    },
  },
  {
    name: 'rows locked by others', on: MARIADB,
    async strike({ world }) {
      const other = await world.database.connect();
      await other.query('LOCK TABLES `customer` WRITE');
      await sleep(7000);
      await other.query('UNLOCK TABLES');
      await other.end();
    },
  },
  {
    name: 'file locked by others', on: ['sqlite'],
    async strike({ world }) {
      const other = new SqliteDatabase(world.database.file);
      other.exec('BEGIN IMMEDIATE');
      await sleep(7000);
      other.exec('ROLLBACK');
      other.close();
    },
  },
  {
    name: 'no connections left', on: MARIADB,
    async strike({ world }) {
      const admin = await world.database.connect();
      await admin.query('SET GLOBAL max_connections = 10');
      for (const gate of world.database.gates) gate.cut();
      await sleep(3000);
      await admin.query('SET GLOBAL max_connections = 300');
      await admin.end();
    },
  },
  {
    name: 'database read-only', on: MARIADB,
    async strike({ world }) {
      const admin = await world.database.connect();
      await admin.query('SET GLOBAL read_only = 1');
      await sleep(2500);
      await admin.query('SET GLOBAL read_only = 0');
      await admin.end();
    },
  },
  {
    name: 'disk full',
    needs: ({ world }) => (world.room.own ? null : 'a disk of its own, which only root may mount'),
    async strike({ world, journal }) {
      world.room.fill();
      const before = journal.entries.length;
      for (let tries = 0; tries < 60 && !journal.entries.slice(before).some(({ status }) => status === 503); tries++) await sleep(100);
      await sleep(1000);
      world.room.free();
      // MariaDB ends itself where its log cannot be written; whoever watches over it starts it again.
      await world.supervise();
    },
  },
];
