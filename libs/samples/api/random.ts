/** Numbers that look random and are the same every time. */
export class Random {
  constructor(private seed: number) {}

  /** A number from 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  /** A whole number from `from` to `to`, both included. */
  between = (from: number, to: number): number => from + Math.floor(this.next() * (to - from + 1));
  pick = <T>(list: readonly T[]): T => list[Math.floor(this.next() * list.length)] as T;
}
