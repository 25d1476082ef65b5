import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

describe('the environment', () => {
  it('needs nothing: a SQLite file under data and port 3000', () => {
    const config = readConfig({ PATH: '/usr/bin', HOME: '/root' });
    expect(config.PORT).toBe(3000);
    expect(config.databaseUrl).toMatch(/^sqlite:.*data.rapport\.db$/);
  });

  it('stops at a bad value and names the variable', () => {
    expect(() => readConfig({ PORT: 'eighty' })).toThrow(/^PORT is not valid/);
    expect(() => readConfig({ SETUP_TOKEN: 'short' })).toThrow(/^SETUP_TOKEN/);
    expect(() => readConfig({ DATABASE_URL: 'postgres://x' })).toThrow(/^DATABASE_URL/);
    expect(() => readConfig({ PUBLIC_URL: 'crm.example.com' })).toThrow(/^PUBLIC_URL/);
  });

  it('stops at a misspelt name and says which was meant', () => {
    expect(() => readConfig({ DATABSE_URL: 'mariadb://x' })).toThrow(/did you mean DATABASE_URL/);
    expect(() => readConfig({ RAPPORT_PORT: '80' })).toThrow(/did you mean PORT/);
  });
});
