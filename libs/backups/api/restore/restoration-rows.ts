import { Injectable } from '@nestjs/common';
import { Clock, currentContext, Database, fromStoredMoment, newId, toStoredMoment, UnitOfWork } from '#kernel/api';
import type { Checked, FaultView, ProofCheck, Restoration, RestorationKind, RestorationState } from '#backups/model';

interface Stored {
  readonly id: string;
  readonly kind: RestorationKind;
  readonly backup: string;
  readonly targetId: string | null;
  readonly target: string | null;
  readonly state: RestorationState;
  readonly cause: Restoration['cause'];
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly step: ProofCheck | null;
  readonly done: number;
  readonly total: number;
  readonly checks: string | null;
  readonly fault: string | null;
  readonly until: string | null;
  readonly place: string | null;
}
export interface NewRestoration {
  readonly kind: RestorationKind;
  readonly backup: string;
  readonly targetId: string;
  readonly cause: Restoration['cause'];
  readonly until: string | null;
}
const MOST = 100;
const SELECT = 'SELECT r.*, t.`name` AS `target` FROM `restoration` r LEFT JOIN `backup_target` t ON t.`id` = r.`targetId`';

/** Drills and restores as they are remembered. */
@Injectable()
export class RestorationRows {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async begin({ until, ...order }: NewRestoration): Promise<string> {
    const id = newId();
    const row = { id, ...order, until: until && toStoredMoment(until), state: 'running', startedAt: this.now(), userId: currentContext()?.principal?.id ?? null };
    await this.work.run(() => this.db.insert('restoration', Object.keys(row), [Object.values(row)]));
    return id;
  }
  /** Changes a row that is in one of these states. */
  async set(id: string, values: Readonly<Record<string, unknown>>, from: readonly RestorationState[] = ['running']): Promise<boolean> {
    const names = Object.keys(values).map((name) => `\`${name}\` = ?`).join(', '); // prettier-ignore
    const marks = from.map(() => '?').join(', ');
    const { affected } = await this.work.run(() => this.db.write(`UPDATE \`restoration\` SET ${names} WHERE \`id\` = ? AND \`state\` IN (${marks})`, [...Object.values(values), id, ...from]));
    return affected === 1;
  }
  end(id: string, state: RestorationState, checks: readonly Checked[], fault: FaultView | null, place: string | null): Promise<boolean> {
    return this.set(id, { state, checks: JSON.stringify(checks), fault: fault && JSON.stringify(fault), place, step: null, finishedAt: this.now() });
  }

  async find(id: string): Promise<(Restoration & { readonly targetId: string | null }) | null> {
    const [row] = await this.db.read<Stored>(`${SELECT} WHERE r.\`id\` = ?`, [id]);
    return row ? { ...view(row), targetId: row.targetId } : null;
  }
  async latest(): Promise<Restoration[]> {
    return (await this.db.read<Stored>(`${SELECT} ORDER BY r.\`startedAt\` DESC, r.\`id\` DESC LIMIT ?`, [MOST])).map(view);
  }
  async running(): Promise<Restoration[]> {
    return (await this.db.read<Stored>(`${SELECT} WHERE r.\`state\` = 'running'`)).map(view);
  }
  /** The databases and files that were kept. */
  async places(): Promise<string[]> {
    return (await this.db.read<{ place: string }>("SELECT `place` FROM `restoration` WHERE `state` IN ('good', 'running') AND `kind` = 'restore' AND `place` IS NOT NULL")).map(({ place }) => place);
  }

  private now = () => toStoredMoment(this.clock.now().toISOString());
}

function view({ id, kind, backup, target, state, cause, startedAt, finishedAt, step, done, total, checks, fault, until, place }: Stored): Restoration {
  const [from, to] = [fromStoredMoment(startedAt), finishedAt ? fromStoredMoment(finishedAt) : null];
  return {
    id, kind, backup, target: target ?? '–', state, cause, startedAt: from, finishedAt: to, seconds: to ? Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 1000)) : null, step, done: Number(done), total: Number(total),
    checks: checks ? (JSON.parse(checks) as Checked[]) : [], fault: fault ? (JSON.parse(fault) as FaultView) : null, until: until ? fromStoredMoment(until) : null, place,
  }; // prettier-ignore
}
