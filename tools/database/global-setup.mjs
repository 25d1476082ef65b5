import { startMariadb } from './mariadb.mjs';

/** Starts the private MariaDB that the specs share, and stops it after the last of them. */
export async function setup() {
  const server = await startMariadb();
  process.env.TEST_MARIADB_URL = server.url;
  process.env.PATH = `${server.programs}:${process.env.PATH}`;
  return () => server.stop();
}
