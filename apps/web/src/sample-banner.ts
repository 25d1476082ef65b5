import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Session, T } from '#kernel/ui';
import { Records } from '#workbench/ui';

/** Says on the first page that a sample company is here, and where it is removed. */
@Component({
  selector: 'crm-sample-banner',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (samples.hasValue() && samples.value().records > 0) { <p role="status">{{ 'sample.there' | t }} <a routerLink="/settings/company">{{ 'sample.remove' | t }}</a></p> }`,
  styles: 'p { max-width: 960px; margin: 0 0 16px; padding: 10px 16px; border-radius: 10px; background: var(--mat-sys-primary-container); color: var(--mat-sys-on-primary-container); box-sizing: border-box; } a { color: inherit; font-weight: 500; }',
})
export class SampleBanner {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly records = inject(Records);
  protected readonly samples = resource({
    params: () => (this.session.can('sample.manage') ? this.records.changes() + 1 : undefined),
    loader: () => firstValueFrom(this.http.get<{ records: number }>('/api/v1/sample-data')),
  });
}
