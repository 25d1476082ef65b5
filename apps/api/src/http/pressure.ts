import { getHeapStatistics } from 'node:v8';

/** How often it is looked at, how long the process may have been deaf meanwhile, and how full its memory may be. */
const LOOK_MS = 500;
const DEAF_MS = 2000;
const FULL = 0.95;

/** How far behind this process is, and how full. It gets over it by itself. */
export class Pressure {
  private looked = performance.now();
  private late = false;
  private readonly timer: NodeJS.Timeout;
  /** Hardly any memory is left. */
  full = false;

  constructor(private readonly heap: () => number = used) {
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }
  /** It could not listen for seconds: what came meanwhile waits. */
  get deaf(): boolean {
    return this.late || performance.now() - this.looked > LOOK_MS + DEAF_MS;
  }
  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = performance.now();
    this.late = now - this.looked > LOOK_MS + DEAF_MS;
    this.full = this.heap() > FULL;
    this.looked = now;
  }
}

function used(): number {
  const { used_heap_size: own, heap_size_limit: most } = getHeapStatistics();
  return own / most;
}
