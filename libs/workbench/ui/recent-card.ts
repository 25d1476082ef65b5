import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { modelNamed, recordOf, type Page, type RecordView } from '#kernel/model';
import { Session, T, Words } from '#kernel/ui';
import { Avatar } from './chips.ts';
import { HomeCard, stateOf, type HomeScope } from './home-card.ts';
import { Recent, type Visit } from './recent.ts';

const SHOWN = 7;

/** What somebody opened last, as far as they may still see it. */
@Component({
  selector: 'crm-recent-card',
  imports: [Avatar, HomeCard, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-home-card [title]="'ui.recent' | t" [state]="state()" [empty]="'ui.recentNone' | t" (retried)="names.reload()">
      @for (one of rows(); track one.id) { <a [routerLink]="['/', one.path, one.id]"><crm-avatar [name]="one.name" /><span>{{ one.name }}</span><small>{{ one.kind }}</small></a> }
    </crm-home-card>
  `,
  styles: ':host { display: contents; } a { display: flex; align-items: center; gap: 10px; min-height: 38px; color: inherit; text-decoration: none; } a:hover span { color: var(--mat-sys-primary); } span { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } small { color: var(--mat-sys-on-surface-variant); }',
})
export class RecentCard {
  readonly scope = input<HomeScope>();
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly words = inject(Words);
  private readonly recent = inject(Recent);
  protected readonly names = resource({ params: () => this.recent.visits(), loader: ({ params }) => this.load(params) });
  protected readonly rows = computed(() => (this.names.hasValue() ? this.names.value() : []).map((one) => ({ ...one, kind: this.words.t(`${one.kind}.one`) })));
  protected readonly state = computed(() => stateOf(this.names.hasValue() ? 'resolved' : this.names.status(), this.rows().length));

  /** One question for each kind; what is gone or out of reach stays away. */
  private async load(visits: readonly Visit[]): Promise<{ id: string; kind: string; path: string; name: string }[]> {
    const groups = [...Map.groupBy(visits, ({ kind }) => kind)].filter(([kind]) => modelNamed(kind) && this.session.can(`${kind}.read`));
    const found = await Promise.all(
      groups.map(async ([kind, own]) => {
        const { path, title } = recordOf(modelNamed(kind) as never);
        const { items } = await firstValueFrom(this.http.get<Page<RecordView>>(`/api/v1/${path}`, { params: { id: own.map(({ id }) => id).join(',') } }));
        return items.map((record) => ({ id: record.id, kind, path, name: String((record as object as Record<string, unknown>)[title] ?? '') }));
      }),
    );
    const all = new Map(found.flat().map((one) => [one.id, one]));
    return visits.flatMap(({ id }) => all.get(id) ?? []).slice(0, SHOWN);
  }
}
