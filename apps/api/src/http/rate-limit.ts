/** What a request costs its sender: reading little, long work in the background much. */
export type RouteClass = 'read' | 'write' | 'heavy';
export const SHARE: Readonly<Record<RouteClass, number>> = { read: 1, write: 2, heavy: 20 };
const HEAVY = /^\/api\/v1\/(imports|exports|bulk|sample-data|backups)(\/|$|\?)/;
const MOST_SENDERS = 20_000;

export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the bucket is full, or, when refused, until the next try. */
  readonly wait: number;
  readonly allowed: boolean;
}
interface Bucket {
  tokens: number;
  at: number;
}

export const classOf = (method: string, url: string): RouteClass => {
  if (method === 'GET' || method === 'HEAD') return 'read';
  return HEAVY.test(url) ? 'heavy' : 'write';
};

/** Buckets of tokens, one for each sender and class, filled evenly over the minute. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();
  constructor(private readonly perMinute: number) {}

  take(sender: string, of: RouteClass, now: number): Allowance {
    const limit = Math.max(1, Math.floor(this.perMinute / SHARE[of]));
    const key = `${of} ${sender}`;
    const bucket = this.buckets.get(key) ?? { tokens: limit, at: now };
    bucket.tokens = Math.min(limit, bucket.tokens + ((now - bucket.at) * limit) / 60_000);
    bucket.at = now;
    const allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens -= 1;
    if (this.buckets.size >= MOST_SENDERS && !this.buckets.has(key)) this.buckets.clear();
    this.buckets.set(key, bucket);
    const missing = allowed ? limit - bucket.tokens : 1 - bucket.tokens;
    return { limit, remaining: Math.floor(bucket.tokens), wait: Math.ceil((missing * 60) / limit), allowed };
  }
}
