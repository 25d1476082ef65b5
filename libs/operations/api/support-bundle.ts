import { Inject, Injectable } from '@nestjs/common';
import { arch, availableParallelism, platform, release, totalmem } from 'node:os';
import { Database, DATABASE_SETTINGS, Installation, Migrator, MIGRATIONS, shapesOf, VERSION, type DatabaseSettings, type Migration } from '#kernel/api';
import { Health } from './health.service.ts';
import { SlowStatements } from './slow-statements.ts';

/** Names that would say how safe an installation is, or who made it, are told as whether they are set. */
const VARIABLES = /^(PORT|HOST|DATA_DIR|DATABASE_\w+|RESTORE_DATABASE_URL|CA_FILE|PUBLIC_URL|SETUP_TOKEN|JWT_KEY_FILE|MASTER_KEY\w*|LOG_LEVEL|ALLOW_INSECURE_COOKIES|TRUST_PROXY|CORS_ORIGINS|REQUESTS_PER_MINUTE|OPS_\w+|METRICS_TOKEN|OUTWARD_ALLOW|MARIADB_BIN|NODE_ENV)$/;
/** Settings of the database that tell nothing but how it works. */
const SHOWN = /^(innodb_|max_|sync_binlog$|log_bin$|binlog_format$|wsrep_on$|wsrep_cluster_size$|transaction_isolation$|tx_isolation$|sql_mode$|version$|version_comment$|character_set_server$|collation_server$|thread_)/;

/** What whoever helps needs to know of an installation: no personal value, no secret, no name of a company, a person, a host or a path. */
@Injectable()
export class SupportBundle {
  constructor(
    private readonly health: Health,
    private readonly slow: SlowStatements,
    private readonly migrator: Migrator,
    private readonly db: Database,
    private readonly installation: Installation,
    @Inject(MIGRATIONS) private readonly migrations: readonly Migration[],
    @Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings,
  ) {}

  async make(): Promise<Record<string, unknown>> {
    const { state, at, lines, instances, errors } = await this.health.fresh();
    return {
      rapport: 'support bundle', format: 1, at, version: VERSION,
      machine: { node: process.versions.node, platform: platform(), release: release(), architecture: arch(), processors: availableParallelism(), memoryBytes: totalmem(), usedBytes: process.memoryUsage.rss(), upSeconds: Math.round(process.uptime()) },
      settings: Object.keys(process.env).filter((name) => VARIABLES.test(name)).sort(),
      served: { tls: this.installation.publicUrl.startsWith('https:'), operationsApart: this.installation.operationsApart, replicas: this.settings.replicaUrls?.length ?? 0 },
      database: await this.database(),
      migrations: { applied: await this.applied(), pending: await this.migrator.pending() },
      tables: await this.counts(),
      health: { state, lines: lines.map(({ key, state: how, says, facts }) => ({ key, state: how, says, facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => typeof value === 'number')) })) },
      instances: instances.map(({ version, seenAt }) => ({ version, seenAt })),
      errors, slowStatements: this.slow.list(), connections: this.db.poolUse(),
    }; // prettier-ignore
  }

  private async database(): Promise<Record<string, unknown>> {
    if (this.db.kind === 'sqlite') {
      const [row] = await this.db.read<{ version: string }>('SELECT sqlite_version() AS `version`');
      return { kind: 'sqlite', version: row?.version };
    }
    const rows = await this.db.read<{ Variable_name: string; Value: string }>('SHOW GLOBAL VARIABLES');
    const shown = rows.filter(({ Variable_name: name, Value: value }) => SHOWN.test(name) && !value.includes('/'));
    return { kind: this.db.kind, variables: Object.fromEntries(shown.map(({ Variable_name: name, Value: value }) => [name, value])) };
  }

  private async applied(): Promise<string[]> {
    return (await this.db.read<{ id: string }>('SELECT `id` FROM `migration` ORDER BY `id`')).map(({ id }) => id);
  }

  /** How many rows each table has: a server's own estimate, for counting millions takes long. */
  private async counts(): Promise<Record<string, number>> {
    const names = shapesOf(this.migrations).map(({ name }) => name).sort();
    if (this.db.kind !== 'sqlite') {
      const rows = await this.db.read<{ name: string; n: number }>('SELECT table_name AS `name`, table_rows AS `n` FROM information_schema.tables WHERE table_schema = DATABASE()');
      return Object.fromEntries(names.map((name) => [name, Number(rows.find((row) => row.name === name)?.n ?? 0)]));
    }
    const counts: [string, number][] = [];
    for (const name of names) counts.push([name, await this.rowsOf(name)]);
    return Object.fromEntries(counts);
  }
  private async rowsOf(table: string): Promise<number> {
    const statement = ['SELECT COUNT(*) AS `n` FROM', `\`${table}\``].join(' ');
    return Number((await this.db.read<{ n: number }>(statement))[0]?.n ?? 0);
  }
}
