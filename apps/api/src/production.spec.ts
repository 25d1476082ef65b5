import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { isLazyCluster, unsafeDatabase, unsafeSettings } from './production.ts';

describe('a server for real people', () => {
  it('G1: takes a Galera cluster only when it writes each commit to its disks', async () => {
    const variables = (cluster: string, flush: string) => new Map([['wsrep_on', cluster], ['innodb_flush_log_at_trx_commit', flush]]);
    expect([variables('ON', '0'), variables('ON', '2'), variables('ON', '1'), variables('OFF', '2')].map(isLazyCluster)).toEqual([true, true, false, false]);
    expect(await unsafeDatabase(readConfig({ DATABASE_URL: `${process.env['TEST_MARIADB_URL'] ?? ''}mysql` }))).toEqual([]);
  });

  it('G1: finds nothing wrong with the settings of the image', () => {
    const settings = { HOST: '0.0.0.0', PORT: '3000', DATA_DIR: '/nowhere', PUBLIC_URL: 'https://crm.example.com', TRUST_PROXY: '1' };
    expect(unsafeSettings(readConfig(settings), settings)).toEqual([]);
  });
});
