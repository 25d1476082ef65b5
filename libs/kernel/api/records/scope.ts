import { currentPrincipal, reachOf, type Principal } from '../access/context.ts';
import { Forbidden } from '../http/problems.ts';
import { and, isIn, or, sql, TRUE, type Sql } from './sql.ts';
import { tableOf, type RecordTableInfo } from './table.ts';
import type { Row } from './row.ts';
import type { Reach } from '#kernel/model';

/** The predicate that keeps a statement within what the current principal may do with records of a kind. */
export function scopeOf(table: RecordTableInfo, verb: string, alias = 'r'): Sql {
  const principal = currentPrincipal();
  const reach = reachOf(`${table.info.name}.${verb}`, principal);
  if (!reach) throw new Forbidden(`${table.info.name}.${verb}`);
  if (reach === 'all' || !table.info.owned) return TRUE;
  const direct = directly(principal, reach, alias);
  return table.through ? or(direct, linked(table, alias, verb)) : direct;
}

function directly(principal: Principal, reach: Reach, alias: string): Sql {
  const own = sql(`${alias}.\`ownerId\` = ?`, principal.id);
  if (reach === 'own' || !principal.teamId) return own;
  const team = reach === 'team' ? [principal.teamId] : principal.teams;
  return or(own, isIn(`${alias}.\`teamId\``, team));
}

/** Visible because it is linked to something one may see. */
function linked(table: RecordTableInfo, alias: string, verb: string): Sql {
  const { through } = table;
  if (!through || !reachOf(`${through.to}.${verb}`)) return sql('1 = 0');
  const other = tableOf(through.to);
  const within = and(
    sql(`l.\`${through.column}\` = ${alias}.\`id\``),
    sql(`l.\`deletedKey\` = ''`),
    sql(`o.\`deletedKey\` = ''`),
    scopeOf(other, verb, 'o'),
  );
  const join = `\`${through.table}\` l JOIN \`${other.table}\` o ON o.\`id\` = l.\`${through.toColumn}\``;
  return sql(`EXISTS (SELECT 1 FROM ${join} WHERE ${within.text})`, ...within.params);
}

/** Whether a permission reaches as far as a record with this owner and team. */
export function reaches(permission: string, row: Row, owned = true): boolean {
  const principal = currentPrincipal();
  const reach = reachOf(permission, principal);
  if (!reach) return false;
  if (reach === 'all' || !owned || row['ownerId'] === principal.id) return true;
  if (reach === 'own' || !principal.teamId) return false;
  const teams = reach === 'team' ? [principal.teamId] : principal.teams;
  return teams.includes(row['teamId'] as string);
}
