import { describe, expect, it } from 'vitest';
import type { BackupFacts, LogKeeping } from '#backups/api';
import { Dictionary } from '#kernel/api';
import { ALERTED, systemWords } from '#operations/model';
import { backupLines } from './backups.check.ts';
import { logLines } from './binary-log.check.ts';
import { durability } from './database.check.ts';
import { diskLine } from './disk.check.ts';

const DAY = 86_400_000;
const now = Date.parse('2026-11-25T12:00:00Z');
const ago = (days: number) => new Date(now - days * DAY).toISOString();
const target = { id: 'nas', name: 'NAS', reachable: true, freeBytes: 1e12, lastBytes: 1e9 };
const well: BackupFacts = { enabled: true, lastGood: ago(0.5), lastVerified: ago(3), lastRun: { name: 'b', state: 'good', startedAt: ago(0.5), finishedAt: ago(0.5), bytes: 1e9, error: null }, overdue: false, nextRun: ago(-0.5), targets: [target, target] };
const told = (change: Partial<BackupFacts>) => backupLines({ ...well, ...change }, now).filter(({ state }) => state !== 'good').map(({ key, state, says }) => `${key} ${state} ${says}`);

describe('what the health page says', () => {
  it('B12: of backups that failed, are overdue, were never proven, or have nowhere to go', () => {
    expect(told({})).toEqual([]);
    expect(told({ enabled: false })).toEqual(['backup-run attention off']);
    expect(told({ lastRun: { ...(well.lastRun as NonNullable<BackupFacts['lastRun']>), state: 'failed', error: 'no-program' } })).toEqual(['backup-run bad failed']);
    expect(told({ overdue: true })).toEqual(['backup-age bad overdue']);
    expect([told({ lastVerified: ago(9) }), told({ lastVerified: null })]).toEqual([['backup-proof bad old'], ['backup-proof bad never']]);
    expect(told({ targets: [target, { ...target, reachable: false }] })).toEqual(['backup-targets bad away']);
    expect(told({ targets: [target, { ...target, freeBytes: 1.5e9 }] })).toEqual(['backup-targets bad short']);
    expect(told({ targets: [target] })).toEqual(['backup-targets attention one']);
  });

  it('B9: of a binary log that is not shipped, or not kept for long enough', () => {
    const well: LogKeeping = { why: null, format: 'ROW', keptSeconds: 604_800, fault: null };
    const says = (change: Partial<LogKeeping>) => logLines({ ...well, ...change }).map((one) => `${one.state} ${one.says}`).join();
    expect([says({}), says({ why: 'sqlite' }), says({ why: 'off' }), says({ why: 'statements' }), says({ why: 'rights' })]).toEqual(['good good', '', 'good none', 'attention statements', 'attention rights']);
    expect([says({ keptSeconds: 0 }), says({ keptSeconds: 3600 }), says({ fault: 'target-failed: NAS' })]).toEqual(['attention endless', 'attention short', 'bad stuck']);
  });

  it('B12: of a disk that gets full, large or small', () => {
    const GB = 1024 ** 3;
    const says = (free: number, total: number) => diskLine(free * GB, total * GB).state;
    expect([says(500, 1000), says(0.5, 1000), says(10, 1000), says(0.5, 8), says(2, 20), says(15, 20), says(40, 2000)]).toEqual(['good', 'bad', 'bad', 'bad', 'attention', 'good', 'attention']);
  });

  it('G1: of a database that loses what it acknowledged when its power fails', () => {
    const says = (flush: string, cluster: string) => durability(new Map([['innodb_flush_log_at_trx_commit', flush], ['wsrep_on', cluster], ['wsrep_cluster_size', '3']])).says;
    expect([says('1', 'OFF'), says('1', 'ON'), says('0', 'OFF'), says('2', 'OFF'), says('2', 'ON')]).toEqual(['good', 'cluster', 'lazy', 'lazy', 'lazyCluster']);
  });

  it('has words for everything it may say, and for what to do wherever something is wrong', () => {
    const words = new Dictionary([systemWords]);
    const lines = systemWords.en.health.line as Readonly<Record<string, Readonly<Record<string, string>>>>;
    const well = ['name', 'good', 'none', 'file', 'cluster', 'fresh', 'local'];
    const without = Object.entries(lines).flatMap(([key, says]) => Object.keys(says).filter((one) => !well.includes(one) && !one.endsWith('Do') && !(`${one}Do` in says)).map((one) => `${key}.${one}`));
    expect(without).toEqual([]);
    expect(ALERTED.filter((key) => !words.has('zh-CN', `health.line.${key}.name`))).toEqual([]);
  });
});
