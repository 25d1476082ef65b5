// Millions of rows go in quicker while nothing but the primary key is kept; the other indexes are built once afterwards.
const quoted = (columns) => columns.split(',').map((name) => `\`${name}\``).join(', ');

/** Does the work on tables without their secondary indexes, then builds these again as they were. SQLite keeps them. */
export async function withoutIndexes(database, tables, work) {
  if (database.kind === 'sqlite') return work();
  const indexes = await database.rows(
    `SELECT table_name AS \`table\`, index_name AS name, MIN(non_unique) AS plain, MIN(index_type) AS type, GROUP_CONCAT(column_name ORDER BY seq_in_index) AS columns FROM information_schema.statistics
     WHERE table_schema = DATABASE() AND index_name <> 'PRIMARY' AND table_name IN (${tables.map(() => '?').join(', ')}) GROUP BY table_name, index_name`,
    tables,
  );
  const byTable = Map.groupBy(indexes, ({ table }) => table);
  await database.exec('SET GLOBAL innodb_flush_log_at_trx_commit = 0');
  for (const [table, own] of byTable) await database.exec(`ALTER TABLE \`${table}\` ${own.map(({ name }) => `DROP INDEX \`${name}\``).join(', ')}`);
  await work();
  for (const [table, own] of byTable) {
    process.stderr.write(`\rindexes of ${table} …          `);
    const plain = own.filter(({ type }) => type !== 'FULLTEXT');
    if (plain.length > 0) await database.exec(`ALTER TABLE \`${table}\` ${plain.map(({ name, plain: many, columns }) => `ADD ${many ? '' : 'UNIQUE '}INDEX \`${name}\` (${quoted(columns)})`).join(', ')}`);
    for (const { name, columns } of own.filter(({ type }) => type === 'FULLTEXT')) await database.exec(`ALTER TABLE \`${table}\` ADD FULLTEXT INDEX \`${name}\` (${quoted(columns)})`);
  }
  await database.exec('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
}
