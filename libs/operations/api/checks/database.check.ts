import { statSync } from 'node:fs';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock, Database, DATABASE_SETTINGS, sqliteFile, type DatabaseSettings } from '#kernel/api';
import type { HealthLine } from '#operations/model';
import { judged, line, type Check } from './check.ts';

const SKEW_SECONDS = 5;
const SETTINGS = ['innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin', 'wsrep_on', 'wsrep_cluster_size', 'version', 'max_connections'];

/** The database: what it is, whether it keeps what it acknowledged, whether its clock is ours, how large it is. */
@Injectable()
export class DatabaseCheck implements Check {
  readonly name = 'database';
  private readonly log = new Logger('Database');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings,
  ) {}

  async lines(): Promise<HealthLine[]> {
    return this.db.kind === 'sqlite' ? this.ofFile() : this.ofServer();
  }

  /** Says at the start what the page says later: a log line is seen where nobody looks at pages. */
  async warn(): Promise<void> {
    if (this.db.kind === 'sqlite') return;
    const told = durability(await this.variables());
    if (told.state !== 'good') this.log.warn(`The database may lose acknowledged changes when its power fails (innodb_flush_log_at_trx_commit=${told.facts['flush']}${told.says === 'lazyCluster' ? ', on a Galera cluster' : ''}): set it to 1.`);
  }

  private ofFile(): HealthLine[] {
    const file = sqliteFile(this.settings.url);
    return [line('database', 'good', 'file', { kind: 'SQLite', sizeBytes: statSync(file).size })];
  }

  private async ofServer(): Promise<HealthLine[]> {
    const variables = await this.variables();
    const [size] = await this.db.read<{ n: number | null }>('SELECT SUM(data_length + index_length) AS `n` FROM information_schema.tables WHERE table_schema = DATABASE()');
    const [now] = await this.db.read<{ now: string }>('SELECT UTC_TIMESTAMP(3) AS `now`');
    const skew = Math.abs(this.clock.now().getTime() - Date.parse(`${String(now?.now).replace(' ', 'T')}Z`)) / 1000;
    const told = durability(variables);
    const kind = this.db.kind === 'mysql' ? 'MySQL' : 'MariaDB';
    return [
      { ...told, facts: { ...told.facts, kind, version: variables.get('version') ?? '', sizeBytes: Number(size?.n ?? 0) } },
      judged('clock', { skewSeconds: Math.round(skew) }, [skew > SKEW_SECONDS, 'attention', 'skewed']),
    ];
  }

  private async variables(): Promise<Map<string, string>> {
    const rows = await this.db.read<{ Variable_name: string; Value: string }>(`SHOW GLOBAL VARIABLES WHERE \`Variable_name\` IN (${SETTINGS.map((name) => `'${name}'`).join(', ')})`);
    return new Map(rows.map((row) => [row.Variable_name, row.Value]));
  }
}

/** What becomes of acknowledged changes when the power fails: lost on a cluster that flushes lazily, the last second of them on a single server that does. */
export function durability(variables: ReadonlyMap<string, string>): HealthLine {
  const flush = variables.get('innodb_flush_log_at_trx_commit') ?? '';
  const cluster = variables.get('wsrep_on') === 'ON';
  const lazy = flush !== '' && flush !== '1';
  return judged('database', { flush, nodes: cluster ? Number(variables.get('wsrep_cluster_size') ?? 0) : null }, [lazy && cluster, 'bad', 'lazyCluster'], [lazy, 'attention', 'lazy'], [cluster, 'good', 'cluster']);
}
