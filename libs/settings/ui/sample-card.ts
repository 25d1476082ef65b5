import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { T, Toast } from '#kernel/ui';
import { Confirm, Records } from '#workbench/ui';

/** Brings the sample company in, or takes it out again. */
@Component({
  selector: 'crm-sample-card',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (samples.hasValue()) {
      <section>
        <h2>{{ 'setting.sample' | t }}</h2>
        @if (samples.value().records > 0) {
          <p>{{ 'sample.there' | t }}</p>
          <button matButton="outlined" (click)="remove()" [disabled]="busy()">{{ 'sample.remove' | t }}</button>
        } @else {
          <p>{{ 'sample.hint' | t }}</p>
          <button matButton="outlined" (click)="add()" [disabled]="busy()">{{ 'sample.add' | t }}</button>
        }
        @if (busy()) { <progress [attr.aria-label]="'ui.loading' | t"></progress> }
      </section>
    }
  `,
  styles: 'section { max-width: 720px; padding: 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 0 0 4px; font-size: 14px; font-weight: 600; } p { margin: 0 0 12px; color: var(--mat-sys-on-surface-variant); } progress { display: block; width: 100%; margin-top: 12px; }',
})
export class SampleCard {
  private readonly http = inject(HttpClient);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  private readonly records = inject(Records);
  protected readonly busy = signal(false);
  protected readonly samples = resource({ loader: () => firstValueFrom(this.http.get<{ records: number }>('/api/v1/sample-data')) });

  protected add(): Promise<void> {
    return this.attempt(async () => {
      const { records: n } = await firstValueFrom(this.http.post<{ records: number }>('/api/v1/sample-data', {}));
      this.toast.show('sample.added', { n });
    });
  }
  protected async remove(): Promise<void> {
    if (!(await this.confirm.ask('sample.removeQuestion', 'sample.remove'))) return;
    await this.attempt(async () => {
      const { records: n } = await firstValueFrom(this.http.delete<{ records: number }>('/api/v1/sample-data'));
      this.toast.show('sample.removed', { n });
    });
  }
  private async attempt(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    try {
      await work();
      this.records.changes.update((n) => n + 1);
      this.samples.reload();
    } catch (error) {
      this.toast.fail(error);
    }
    this.busy.set(false);
  }
}
