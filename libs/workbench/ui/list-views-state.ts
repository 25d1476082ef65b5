import { computed, inject, resource, type Signal } from '@angular/core';
import { recordOf, type Class } from '#kernel/model';
import { Session, Words } from '#kernel/ui';
import type { View } from './list-state.ts';
import { paramsOf, tabOf, type Tab } from './list-views.ts';
import type { Query } from './records.ts';
import { ViewsClient } from './views-client.ts';

/** The views of a list: its own and the saved ones, which of them is on the screen, and which one it is found in. */
export class ListViews {
  private readonly client = inject(ViewsClient);
  private readonly words = inject(Words);
  private readonly session = inject(Session);
  private readonly list = computed(() => recordOf(this.of()).path);
  private readonly stored = resource({ params: () => (this.session.can('view.read') ? this.list() : undefined), loader: ({ params }) => this.load(params) });

  private readonly own = computed<readonly Tab[]>(() => {
    const { name } = recordOf(this.of());
    const own = this.views().map(({ key, params }) => ({ key, params, label: this.words.t(`${name}.view.${key}`), saved: null }));
    return own.length > 0 ? own : [{ key: 'all', params: {}, label: this.words.t('ui.all'), saved: null }];
  });
  private readonly saved = computed<readonly Tab[]>(() => (this.stored.hasValue() ? this.stored.value().items : []).map((saved) => ({ key: saved.id, label: saved.name, params: paramsOf(saved.address), saved })));
  readonly all = computed(() => [...this.own(), ...this.saved()]);
  readonly active = computed(() => tabOf(this.all(), this.params()));
  /** The view this person finds the list in: as this browser knows it until the server has said so. */
  readonly preferred = computed(() => (this.stored.hasValue() ? this.stored.value().default : localStorage.getItem(this.storageKey())));
  /** Parameters that show everything, whatever view the list is found in. */
  readonly bare = computed<Query>(() => (this.preferred() ? { view: this.own()[0]?.key ?? '' } : ({} as Query)));
  /** Where the bare address of the list leads: nowhere else, to another view, or that is not known yet. */
  readonly home = computed<Query | null | 'unknown'>(() => {
    const preferred = this.preferred();
    if (!preferred || Object.keys(this.params()).some((key) => key !== 'create')) return null;
    const tab = this.all().find(({ key }) => key === preferred);
    if (tab) return { ...tab.params, view: tab.key, ...('create' in this.params() ? { create: '1' } : {}) };
    return this.stored.isLoading() ? 'unknown' : null;
  });

  constructor(
    private readonly of: Signal<Class>,
    private readonly views: Signal<readonly View[]>,
    private readonly params: Signal<Query>,
  ) {}

  /** Loads the views again. */
  async reload(): Promise<void> {
    this.stored.set(await this.load(this.list()));
  }

  private storageKey = () => `rapport.view.${this.list()}`;
  private async load(list: string): Promise<Awaited<ReturnType<ViewsClient['of']>>> {
    const found = await this.client.of(list);
    if (found.default) localStorage.setItem(this.storageKey(), found.default);
    else localStorage.removeItem(this.storageKey());
    return found;
  }
}
