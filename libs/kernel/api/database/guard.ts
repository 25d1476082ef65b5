import type { QueryRunner } from 'typeorm';
import type { DatabaseKind } from './connection.ts';
import type { GuardedVerb } from './schema.ts';

interface Guard {
  readonly table: string;
  readonly when: GuardedVerb;
  readonly unless: string;
}
/** The account may not create triggers: no TRIGGER right, or the binary log asks for more. */
const NOT_ALLOWED = [1142, 1227, 1419];
export const guardName = (table: string, when: GuardedVerb): string => `${table}_no_${when.toLowerCase()}`;

/** The statement that creates the trigger. */
export function guardSql({ table, when, unless }: Guard, kind: DatabaseKind): string {
  const head = `\`${guardName(table, when)}\` BEFORE ${when} ON \`${table}\``;
  const holds = `COALESCE((${unless}), 0) = 0`;
  if (kind === 'sqlite') return `CREATE TRIGGER IF NOT EXISTS ${head} WHEN ${holds} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`;
  return `CREATE TRIGGER ${head} FOR EACH ROW BEGIN IF ${holds} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${table} is append-only'; END IF; END`;
}

/** Lets the database itself refuse to change or delete rows; where the account may not say so, its grants have to. */
export async function guard(runner: QueryRunner, kind: DatabaseKind, { table, when, unless }: Guard): Promise<void> {
  if (kind === 'sqlite') return void (await runner.query(guardSql({ table, when, unless }, kind)));
  if (await guarded(runner, kind, table, when)) return;
  await runner.query(guardSql({ table, when, unless }, kind)).catch((error: unknown) => {
    const { errno } = (error as { driverError?: { errno?: number } }).driverError ?? {};
    if (!NOT_ALLOWED.includes(errno ?? 0)) throw error;
  });
}

/** Whether the database refuses by itself. */
export async function guarded(runner: { query(text: string, params: unknown[]): Promise<unknown> }, kind: DatabaseKind, table: string, when: GuardedVerb): Promise<boolean> {
  const text =
    kind === 'sqlite'
      ? "SELECT 1 FROM `sqlite_master` WHERE `type` = 'trigger' AND `name` = ?"
      : 'SELECT 1 FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND trigger_name = ?';
  return ((await runner.query(text, [guardName(table, when)])) as unknown[]).length > 0;
}
