import { HttpClient } from '@angular/common/http';
import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';

const EVERY_MS = 60_000;

/** How much waits in the rooms of the house, by the address that counts it; asked again every minute, and when somebody says so. */
@Injectable({ providedIn: 'root' })
export class Badges {
  private readonly http = inject(HttpClient);
  private readonly asked = new Set<string>();
  readonly counts = signal<Readonly<Record<string, number>>>({});

  /** Counts at these addresses for as long as whoever asks lives; each answers `{ waiting }`. */
  use(...addresses: readonly string[]): void {
    for (const address of addresses) this.asked.add(address);
    this.again();
    const timer = setInterval(() => document.visibilityState === 'visible' && this.again(), EVERY_MS);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      for (const address of addresses) this.asked.delete(address);
    });
  }
  again(): void {
    for (const address of this.asked) void this.count(address);
  }
  /** A number that cannot be had is not shown. */
  private async count(address: string): Promise<void> {
    const waiting = await firstValueFrom(this.http.get<{ waiting: number }>(address)).then((answer) => answer.waiting, () => 0); // prettier-ignore
    this.counts.update((all) => ({ ...all, [address]: waiting }));
  }
}
