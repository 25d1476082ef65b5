import { createConnection, type Connection, type ConnectionOptions } from 'mysql2/promise';
import { protectionOf, type DatabaseSettings } from '#kernel/api';
import { DumpFault, DumpReader } from './dump-reader.ts';
import { ruling, type Known } from './dump-rules.ts';

/** Statements that are on their way while the next one is read. */
const AHEAD = 2;
/** The loader's own settings; those of a dump are passed over. Texts end as the reader saw them end. */
const SESSION = [
  "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', foreign_key_checks = 0, unique_checks = 0, time_zone = '+00:00', innodb_ft_enable_stopword = OFF",
  'SET SESSION max_statement_time = 0',
];

/** A connection that takes one statement at a time and sends no file of this host. */
export async function connectedTo(settings: DatabaseSettings, database = true): Promise<Connection> {
  const url = new URL(settings.url);
  const options: ConnectionOptions = {
    user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), charset: 'utf8mb4', timezone: 'Z', connectTimeout: 10_000, multipleStatements: false, flags: ['-LOCAL_FILES'],
    ...(database && url.pathname.length > 1 ? { database: decodeURIComponent(url.pathname.slice(1)) } : {}),
    ...(settings.socket ? { socketPath: settings.socket } : { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 3306) }), ...protectionOf(settings),
  }; // prettier-ignore
  return createConnection(options);
}

export interface Loaded {
  readonly tables: ReadonlySet<string>;
  /** The dump ended as a whole one does. */
  readonly complete: boolean;
}

/** Runs a dump into an empty database, statement by statement, as far as each is one that a backup of Rapport holds. Throws DumpFault before anything else is run. */
export async function loadDump(source: AsyncIterable<Uint8Array>, into: DatabaseSettings, known: Known, progress: (bytes: number) => void = () => undefined): Promise<Loaded> {
  const connection = await connectedTo(into);
  const reader = new DumpReader();
  const tables = new Set<string>();
  const under: Promise<unknown>[] = [];
  const later: { line: number; text: string }[] = [];
  const run = (line: number, text: string) =>
    connection.query(text).catch((error: unknown) => {
      throw new DumpFault(line, (error as Error).message);
    });
  try {
    for (const text of SESSION) await connection.query(text).catch(unknownVariable);
    for await (const statement of reader.statements(counted(source, progress))) {
      const rule = ruling(statement, known);
      if (rule?.kind === 'table') tables.add(rule.name);
      if (rule?.kind === 'trigger') later.push({ line: statement.line, text: rule.text });
      else if (rule) under.push(settled(run(statement.line, rule.text)));
      if (under.length > AHEAD) await under.shift();
    }
    await Promise.all(under);
    if (!reader.complete) throw new DumpFault(0, 'the dump has no end');
    // Triggers refuse changes: they come after the rows, by whoever may make them.
    for (const { line, text } of later) await run(line, text).catch(mayNot);
    return { tables, complete: reader.complete };
  } finally {
    await Promise.allSettled(under);
    await connection.end().catch(() => undefined);
  }
}

/** A failure is seen when its turn comes, not before. */
function settled<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}
async function* counted(source: AsyncIterable<Uint8Array>, progress: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    progress(bytes);
    yield chunk;
  }
}
/** MySQL lacks some of MariaDB's settings. */
function unknownVariable(error: unknown): void {
  if ((error as { errno?: number }).errno !== 1193) throw error;
}
/** Where the binary log asks for more than TRIGGER, the program itself makes them once it is started there. */
function mayNot(error: unknown): void {
  if (!/SUPER|log_bin_trust_function_creators|TRIGGER command denied/.test((error as Error).message)) throw error;
}
