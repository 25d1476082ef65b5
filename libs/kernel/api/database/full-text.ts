import type { DatabaseKind } from './connection.ts';

/**
 * What makes the full-text index of a record table; each statement may be repeated.
 * On SQLite the index is a table beside it that triggers keep; rowids stay as they are, since nothing here vacuums.
 */
export function searchStatements(table: string, on: DatabaseKind): string[] {
  const index = `${table}_search`;
  if (on === 'mysql') return [`CREATE FULLTEXT INDEX \`ft_${table}\` ON \`${table}\` (\`searchText\`)`];
  if (on === 'mariadb') {
    // Without this, words such as "from" are left out of an index for good.
    return ['SET SESSION innodb_ft_enable_stopword = OFF', `CREATE FULLTEXT INDEX IF NOT EXISTS \`ft_${table}\` ON \`${table}\` (\`searchText\`)`];
  }
  const put = (row: string) => `INSERT INTO \`${index}\` (rowid, \`searchText\`) VALUES (${row}.rowid, ${row}.\`searchText\`);`;
  const take = `INSERT INTO \`${index}\` (\`${index}\`, rowid, \`searchText\`) VALUES ('delete', old.rowid, old.\`searchText\`);`;
  const trigger = (when: string, work: string) => `CREATE TRIGGER IF NOT EXISTS \`${index}_${when.split(' ')[1]?.toLowerCase()}\` ${when} ON \`${table}\` BEGIN ${work} END`;
  return [
    `CREATE VIRTUAL TABLE IF NOT EXISTS \`${index}\` USING fts5(\`searchText\`, content='${table}', tokenize='unicode61 remove_diacritics 0')`,
    trigger('AFTER INSERT', put('new')),
    trigger('AFTER DELETE', take),
    trigger('AFTER UPDATE OF `searchText`', `${take} ${put('new')}`),
    `INSERT INTO \`${index}\` (\`${index}\`) VALUES ('rebuild')`,
  ];
}
