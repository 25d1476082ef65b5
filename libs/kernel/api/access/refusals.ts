import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { loggable } from '../database/driver-errors.ts';
import { Audit } from '../records/audit.ts';
import { currentContext } from './context.ts';
import { SecurityLog } from './security-log.ts';

const MINUTE = 60_000;
const PER_MINUTE = 30;

/** Audits what was refused to people who signed in: at most thirty a minute for each, the rest as a number. */
@Injectable()
export class Refusals {
  private readonly known = new Map<string, { since: number; count: number }>();

  constructor(
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly log: SecurityLog,
  ) {}

  /** Notes a refusal of a route that exists; never fails, for the answer is given already. */
  async note(status: number, method: string, route: string, permission: unknown): Promise<void> {
    const actor = currentContext()?.principal?.id;
    const unheard = actor ? this.unheard(actor) : null;
    if (unheard === null) return;
    const detail = { status, method, route, ...(typeof permission === 'string' ? { permission } : {}), ...(unheard > 0 ? { unheard } : {}) };
    await this.audit.event('access.refused', { outcome: 'refused', detail }).catch((error: unknown) => this.log.tell('error.unexpected', { detail: { what: 'refusal', error: loggable(error) } }));
  }

  /** How many were left out since the last one that was noted; null when this one is left out too. */
  private unheard(actor: string): number | null {
    const now = this.clock.now().getTime();
    const known = this.known.get(actor);
    if (known && now - known.since < MINUTE) return ++known.count > PER_MINUTE ? null : 0;
    if (this.known.size > 10_000) this.known.clear();
    this.known.set(actor, { since: now, count: 1 });
    return Math.max(0, (known?.count ?? 0) - PER_MINUTE);
  }
}
