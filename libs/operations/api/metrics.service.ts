import { Injectable, type OnModuleInit } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Database, Jobs, KeyRing, loggable, Outbox, VERSION } from '#kernel/api';
import { rankOf } from '#operations/model';
import { Mail } from '#mail/api';
import { BackupFigures } from './backup-figures.ts';
import { Health } from './health.service.ts';
import { SlowStatements } from './slow-statements.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
type Figures = Readonly<Record<string, number>>;

/** What a collector of metrics reads: requests and statements as they end, everything else when it asks. */
@Injectable()
export class Metrics implements OnModuleInit {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({ name: 'rapport_http_request_duration_seconds', help: 'Requests by route and class of status.', labelNames: ['method', 'route', 'status'], buckets: SECONDS, registers: [this.registry] });
  private readonly statements = new Histogram({ name: 'rapport_database_statement_duration_seconds', help: 'Statements on the database.', labelNames: ['verb'], buckets: SECONDS, registers: [this.registry] });
  private readonly gauges = new Map<string, Gauge>();
  private standard = false;

  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly outbox: Outbox,
    private readonly mail: Mail,
    private readonly keys: KeyRing,
    private readonly health: Health,
    private readonly backups: BackupFigures,
    private readonly slow: SlowStatements,
  ) {}

  onModuleInit(): void {
    this.db.ended = (verb, ms, text) => {
      this.statements.observe({ verb }, ms / 1000);
      this.slow.note(ms, text);
    };
  }

  /** A request that was answered; pages and their files count as one route. */
  answered(method: string, route: string | undefined, status: number, ms: number): void {
    const known = route !== undefined && /^\/(api|health|metrics)/.test(route) ? route : status === 404 ? 'none' : 'pages';
    this.requests.observe({ method, route: known, status: `${Math.floor(status / 100)}xx` }, ms / 1000);
  }

  /** Everything in the text format of Prometheus. What cannot be told now is left out, and counted. */
  async text(): Promise<string> {
    // The delay of the event loop and the pauses of the collector are watched from the first question on: tests and commands need neither.
    if (!this.standard) collectDefaultMetrics({ register: this.registry });
    this.standard = true;
    this.set('rapport_build_info', 'The version that runs.', { version: VERSION, node: process.versions.node }, 1);
    const told = await Promise.all([
      this.told('jobs', async () => this.tell('rapport_jobs', 'state', split(await this.jobs.figures()), 'Background jobs; failed ones within a day.')),
      this.told('outbox', async () => this.tell('rapport_outbox', 'state', split(await this.outbox.figures()), 'Events that were not delivered yet.')),
      this.told('mail', async () => this.tell('rapport_mail', 'state', split(await this.mail.figures()), 'Mails that wait, and those nobody took within a day.')),
      this.told('keys', async () => {
        for (const { id, used } of await this.keys.stored()) this.set('rapport_key_uses', 'Encryptions by each data key.', { key: id }, used);
      }),
      this.told('health', async () => {
        for (const { key, state } of (await this.health.view()).lines) this.set('rapport_health_state', 'Each line of the health page: 0 good, 1 attention, 2 bad.', { line: key }, rankOf(state));
      }),
      this.told('backups', async () => {
        for (const [name, value] of Object.entries(await this.backups.figures())) this.set(name, 'The backups of this installation.', {}, value);
      }),
    ]);
    const pool = this.db.poolUse();
    if (pool) this.tell('rapport_database_connections', 'state', { open: pool.open, free: pool.free, waiting: pool.waiting }, 'Connections to the database, and requests that wait for one.');
    this.set('rapport_metrics_untold', 'Groups of figures that could not be had just now.', {}, told.filter((one) => !one).length);
    return this.registry.metrics();
  }

  /** Says what could not be had in the log, and goes on. */
  private async told(what: string, work: () => Promise<void>): Promise<boolean> {
    return work().then(() => true, (error: unknown) => (this.slow.log.warn(`${what}: ${loggable(error).split('\n', 1)[0]}`), false)); // prettier-ignore
  }
  private tell(name: string, label: string, { oldestSeconds, ...counts }: Figures, help: string): void {
    for (const [state, count] of Object.entries(counts)) this.set(name, help, { [label]: state }, count);
    if (oldestSeconds !== undefined) this.set(`${name}_oldest_seconds`, 'For how long the oldest of them waits.', {}, oldestSeconds);
  }
  private set(name: string, help: string, labels: Record<string, string>, value: number): void {
    let gauge = this.gauges.get(name);
    if (!gauge) this.gauges.set(name, (gauge = new Gauge({ name, help, labelNames: Object.keys(labels), registers: [this.registry] })));
    gauge.set(labels, value);
  }
}
const split = (figures: object): Figures => figures as Figures;
