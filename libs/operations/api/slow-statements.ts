import { Injectable, Logger } from '@nestjs/common';

/** A statement that took long, with nothing of what it was about. */
export interface SlowStatement {
  readonly text: string;
  readonly ms: number;
  readonly at: string;
}
const SLOW_MS = 500;
const MOST = 20;

/** The slowest statements of this instance lately, as their text: values stand in it as question marks alone. */
@Injectable()
export class SlowStatements {
  readonly log = new Logger('Metrics');
  private kept: SlowStatement[] = [];

  note(ms: number, text: string): void {
    if (ms < SLOW_MS) return;
    const bare = plain(text);
    const others = this.kept.filter((one) => one.text !== bare);
    const slowest = Math.max(ms, ...this.kept.filter((one) => one.text === bare).map((one) => one.ms));
    this.kept = [{ text: bare, ms: Math.round(slowest), at: new Date().toISOString() }, ...others].slice(0, MOST);
  }
  list(): readonly SlowStatement[] {
    return this.kept;
  }
}

const plain = (text: string): string => text.slice(0, 4000).replace(/'(?:[^'\\]|''|\\.)*'/g, "'…'").replace(/\b\d{4,}\b/g, '…').replace(/\s+/g, ' ').slice(0, 400);
