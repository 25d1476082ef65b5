import { Injectable } from '@nestjs/common';

/** Something that went wrong on our side, as often as it did since this instance started. */
export interface RecentError {
  readonly code: string;
  /** A route, or a kind of job: never an address with ids in it. */
  readonly where: string;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
}
const MOST = 100;

/** What went wrong lately by its code and place, without anything that was said or sent. */
@Injectable()
export class RecentErrors {
  private readonly known = new Map<string, RecentError>();

  note(code: string, where: string): void {
    const key = `${code} ${where}`;
    const [at, before] = [new Date().toISOString(), this.known.get(key)];
    this.known.delete(key);
    this.known.set(key, { code, where, count: (before?.count ?? 0) + 1, firstAt: before?.firstAt ?? at, lastAt: at });
    const [oldest] = this.known.keys();
    if (this.known.size > MOST && oldest !== undefined) this.known.delete(oldest);
  }

  /** The newest first. */
  list(): RecentError[] {
    return [...this.known.values()].reverse();
  }
}
