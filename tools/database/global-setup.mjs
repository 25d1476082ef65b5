import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeScratch } from '../scratch.mjs';
import { startMariadb } from './mariadb.mjs';

/** Nothing of a test has to outlive a power cut. */
const CARELESS = ['--debug-no-sync', '--innodb-flush-method=nosync', '--skip-innodb-doublewrite'];

/** Starts the private MariaDB that the specs share, and stops it after the last of them. */
export async function setup() {
  const removeScratch = takeScratch();
  const server = await startMariadb({ options: CARELESS });
  process.env.TEST_MARIADB_URL = server.url;
  process.env.PATH = `${server.programs}:${process.env.PATH}`;
  process.env.TEST_TEMPLATES = mkdtempSync(join(tmpdir(), 'rapport-templates-'));
  return async () => {
    await server.stop();
    removeScratch();
  };
}
