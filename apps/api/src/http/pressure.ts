import { getHeapStatistics } from 'node:v8';

/** How often it is looked at, how long the process may have been deaf meanwhile, and how full its memory may be. */
const LOOK_MS = 500;
const DEAF_MS = 2000;
const FULL = 0.95;

/** Whether this process is so far behind, or so full, that it should rather say so at once than later. It gets over it by itself. */
export class Pressure {
  private looked = performance.now();
  private deaf = false;
  private full = false;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly heap: () => number = used) {
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }
  get high(): boolean {
    return this.deaf || this.full || performance.now() - this.looked > LOOK_MS + DEAF_MS;
  }
  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = performance.now();
    this.deaf = now - this.looked > LOOK_MS + DEAF_MS;
    this.full = this.heap() > FULL;
    this.looked = now;
  }
}

function used(): number {
  const { used_heap_size: own, heap_size_limit: most } = getHeapStatistics();
  return own / most;
}
