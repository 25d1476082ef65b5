import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { fieldOf, recordOf, type Class, type RecordView } from '#kernel/model';
import { Formats, Icon, type Draft, Session, T, Words } from '#kernel/ui';
import { askedOf } from './list-state.ts';
import { Editor, type FormLayout } from './record-editor.ts';
import { Records, type Query } from './records.ts';
import { Value } from './value.ts';

/** Records that belong to the one on the page: the first few, all of them, and a new one with the parent filled in. */
@Component({
  selector: 'crm-related-card',
  imports: [Icon, MatButton, MatIconButton, RouterLink, T, Value],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h2>{{ title() || words.t(info().name + '.many') }} @if (found(); as found) { <span>{{ formats.number(found.total) }}</span> }</h2>
      @if (layout() && session.can(info().name + '.create')) {
        <button matIconButton (click)="add()" [attr.aria-label]="'ui.newOne' | t: { one: words.one(of()) }"><crm-icon name="add" /></button>
      }
    </header>
    @for (record of found()?.items ?? []; track record.id) {
      <a class="row" [routerLink]="['/', info().path, record.id]">
        <span class="name">{{ nameOf(record) }}</span>
        <span class="facts">@for (field of fields(); track field.name) { <crm-value [of]="of()" [field]="field" [record]="record" [plain]="true" /> }</span>
      </a>
    } @empty {
      @if (page.error()) { <p class="none" role="alert">{{ 'problem.unexpected' | t }} <button matButton (click)="page.reload()">{{ 'ui.retry' | t }}</button></p> } @else if (!page.isLoading()) { <p class="none">{{ 'ui.noneYet' | t }}</p> }
    }
    @if ((found()?.total ?? 0) > size()) { <a class="all" [routerLink]="['/', info().path]" [queryParams]="query()">{{ 'ui.showAll' | t }}</a> }
  `,
  styles: `
    :host { display: block; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); }
    header { display: flex; align-items: center; min-height: 40px; } h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 600; } h2 span { font-weight: 400; color: var(--mat-sys-on-surface-variant); }
    .row { display: block; padding: 6px 0; color: inherit; text-decoration: none; border-radius: 6px; } .row:hover .name { color: var(--mat-sys-primary); }
    .name { display: block; } .facts { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; font-size: 13px; color: var(--mat-sys-on-surface-variant); }
    .none { margin: 0; color: var(--mat-sys-on-surface-variant); font-size: 13px; } .all { display: inline-block; padding: 4px 0; font-size: 13px; } @media (pointer: coarse) { .row, .all { padding-block: 11px; } }
  `,
})
export class RelatedCard<T extends RecordView> {
  readonly of = input.required<Class<T>>();
  readonly query = input.required<Query>();
  readonly shows = input.required<readonly (keyof NoInfer<T> & string)[]>();
  readonly layout = input<FormLayout<T> | null>(null);
  readonly start = input<Draft>({});
  readonly title = input('');
  /** How many are shown. */
  readonly size = input(3);
  private readonly records = inject(Records);
  private readonly editor = inject(Editor);
  protected readonly words = inject(Words);
  protected readonly session = inject(Session);
  protected readonly formats = inject(Formats);

  protected readonly info = computed(() => recordOf(this.of()));
  protected readonly fields = computed(() => this.shows().flatMap((name) => fieldOf(this.of(), name) ?? []));
  protected readonly page = resource({
    params: () => ({ of: this.of(), query: { ...this.query(), fields: askedOf(this.of(), this.shows()).filter((name) => this.session.shows(this.of(), name)).join(','), size: String(this.size()) }, changes: this.records.changes() }),
    loader: ({ params }) => this.records.list(params.of, params.query),
  });
  readonly found = computed(() => (this.page.hasValue() ? this.page.value() : null));
  protected nameOf = (record: T) => this.formats.called(this.of(), record);

  protected async add(): Promise<void> {
    const layout = this.layout();
    if (layout) await this.editor.open(layout, null, this.start());
  }
}
