import { HttpClient } from '@angular/common/http';
import { inject, Injectable, resource, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { OptionSets, Session, Toast } from '#kernel/ui';
import { Records } from '#workbench/ui';
import { SampleDialog, type SampleChoice } from './sample-dialog.ts';

export interface SampleStanding {
  readonly records: number;
  readonly edited: number;
}
const PATH = '/api/v1/sample-data';

/** The sample company of this workspace, and how it comes and goes. */
@Injectable({ providedIn: 'root' })
export class Samples {
  private readonly http = inject(HttpClient);
  private readonly dialog = inject(MatDialog);
  private readonly toast = inject(Toast);
  private readonly records = inject(Records);
  private readonly session = inject(Session);
  private readonly options = inject(OptionSets);
  readonly busy = signal(false);
  readonly standing = resource({
    params: () => (this.session.can('sample.manage') ? this.records.changes() + 1 : undefined),
    loader: () => firstValueFrom(this.http.get<SampleStanding>(PATH)),
  });

  add(): Promise<void> {
    return this.attempt(async () => {
      const { records: n } = await firstValueFrom(this.http.post<{ records: number }>(PATH, {}));
      this.toast.show('sample.added', { n });
    });
  }
  /** Asks, says what stays, and removes. */
  async remove(): Promise<void> {
    const standing = await firstValueFrom(this.http.get<SampleStanding>(PATH));
    const choice = await firstValueFrom(this.dialog.open<SampleDialog, SampleStanding, SampleChoice>(SampleDialog, { data: standing, maxWidth: 460 }).afterClosed());
    if (!choice) return;
    await this.attempt(async () => {
      const { removed, kept } = await firstValueFrom(this.http.delete<{ removed: number; kept: number }>(PATH, { params: { edited: choice } }));
      this.toast.show(kept > 0 ? 'sample.removedKept' : 'sample.removed', { n: removed, kept });
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    try {
      await work();
      this.records.changes.update((n) => n + 1);
      await this.options.load();
    } catch (error) {
      this.toast.fail(error);
    }
    this.busy.set(false);
  }
}
