import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultOfSql, OWNED_TABLES, UNSCOPED } from './scoped-sql.mjs';

const fault = (text, file = 'libs/reports/api/a.queries.ts') => faultOfSql(`/house/${file}`, text, '/house');

describe('Z4: a statement on records', () => {
  it('carries the predicate, and is written by the store alone', () => {
    expect(fault('SELECT 1 FROM `customer` WHERE `id` = ?')).toMatch(/carries the predicate/);
    expect(fault('`SELECT 1 FROM \\`${table}\\` r WHERE r.\\`id\\` = ?`')).toMatch(/carries the predicate/);
    expect(fault('SELECT 1 FROM `stage` s LEFT JOIN `contact` c ON c.`id` = s.`id`')).toMatch(/'contact'/);
    expect(fault('UPDATE `opportunity` SET `amount` = 1 WHERE ${where.text}')).toMatch(/store alone/);
    expect(fault('DELETE FROM `view` WHERE `id` = ?')).toMatch(/store alone/);
    expect(fault('`SELECT 1 FROM \\`customer\\` r WHERE ${where.text}`')).toBeNull();
    expect(fault('SELECT `value` FROM `setting`')).toBeNull();
    expect(fault('SELECT 1 FROM `customer`', 'libs/kernel/api/records/a.ts')).toBeNull();
  });

  it('has exceptions that are there and reviewed', () => {
    expect(Object.keys(UNSCOPED).filter((file) => !existsSync(file))).toEqual([]);
    expect(readFileSync('eslint.config.mjs', 'utf8')).toContain("'house/scoped-sql': 'error'");
    expect(OWNED_TABLES.length).toBeGreaterThan(3);
  });
});
