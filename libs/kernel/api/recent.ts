/** Answers that may be a little old: made once however many ask at the same time, forgotten on demand. */
export class Recent<T> {
  private readonly known = new Map<string, { readonly value: Promise<T>; readonly until: number }>();

  constructor(
    private readonly freshMs: number,
    private readonly most = 1000,
  ) {}

  /** The answer under this key, at most `freshMs` old; `make` is asked for a newer one. What fails is not kept. */
  of(key: string, now: number, make: () => Promise<T>): Promise<T> {
    const ready = this.known.get(key);
    if (ready && ready.until > now) return ready.value;
    if (this.known.size >= this.most) this.known.clear();
    const value = make();
    this.known.set(key, { value, until: now + this.freshMs });
    value.catch(() => this.known.delete(key));
    return value;
  }

  /** Forgets the answers whose key starts like this. */
  drop(start = ''): void {
    for (const key of this.known.keys()) if (key.startsWith(start)) this.known.delete(key);
  }
}
