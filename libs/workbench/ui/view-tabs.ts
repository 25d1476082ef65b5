import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { Icon, Session, Toast, T } from '#kernel/ui';
import { Confirm } from './confirm.ts';
import { addressOf, audienceOf, isChanged, type Tab } from './list-views.ts';
import type { Query } from './records.ts';
import { ViewDialog } from './view-dialog.ts';
import { ViewsClient } from './views-client.ts';

/** The views of a list as tabs, and what can be done with the one on the screen: save it, give it to others, find the list in it. */
@Component({
  selector: 'crm-view-tabs',
  imports: [Icon, MatButton, MatMenuModule, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './view-tabs.html',
  styleUrl: './view-tabs.scss',
})
export class ViewTabs {
  readonly list = input.required<string>();
  readonly order = input.required<string>();
  readonly tabs = input.required<readonly Tab[]>();
  readonly active = input.required<Tab | null>();
  /** The address, with the columns and totals that are shown. */
  readonly params = input.required<Query>();
  /** The tab the list is found in. */
  readonly preferred = input.required<string | null>();
  readonly phone = input(false);
  /** Views were written: they are loaded again, and then this address is gone to. */
  readonly written = output<Query | null>();
  private readonly client = inject(ViewsClient);
  private readonly asking = inject(ViewDialog);
  private readonly confirm = inject(Confirm);
  private readonly toast = inject(Toast);
  protected readonly session = inject(Session);

  protected readonly changed = computed(() => {
    const active = this.active();
    return active !== null && isChanged(active, this.params(), this.order());
  });
  protected readonly saved = computed(() => this.active()?.saved ?? null);
  /** Whether one may write the view on the screen: it is one's own, or one may write everybody's. */
  protected readonly mine = computed(() => {
    const me = this.session.me();
    return this.saved() !== null && (this.saved()?.ownerId === me?.user.id || me?.permissions['view.update'] === 'all');
  });
  protected readonly others = computed(() => (this.saved() && this.saved()?.ownerId !== this.session.me()?.user.id ? (this.saved()?.owner?.name ?? '') : ''));
  /** Where a tab leads; one without parameters says its name where the list is found in another one. */
  protected link = ({ key, params, saved }: Tab): Query => (saved || (this.preferred() && Object.keys(params).length === 0) ? { ...params, view: key } : params);

  protected async save(): Promise<void> {
    const view = this.saved();
    if (view) await this.write(async () => ({ ...this.params(), view: (await this.client.readdress(view, addressOf(this.params()))).id }));
  }
  protected async saveAs(): Promise<void> {
    const asked = await this.asking.ask('ui.saveView');
    if (asked) await this.write(async () => ({ ...this.params(), view: (await this.client.create(this.list(), asked.name, addressOf(this.params()), asked.audience)).id }));
  }
  protected async rename(): Promise<void> {
    const view = this.saved();
    const asked = view && (await this.asking.ask('ui.editView', { name: view.name, audience: audienceOf(view) }));
    if (asked) await this.write(async () => void (await this.client.rename(view, asked.name, asked.audience)));
  }
  protected async remove(): Promise<void> {
    const view = this.saved();
    if (view && (await this.confirm.ask('ui.removeViewQuestion', 'ui.delete', { name: view.name }))) await this.write(async () => ((await this.client.remove(view)), {}));
  }
  protected async prefer(): Promise<void> {
    const key = this.active()?.key ?? null;
    await this.write(async () => void (await this.client.prefer(this.list(), key === this.preferred() ? null : key)));
  }

  private async write(work: () => Promise<Query | void>): Promise<void> {
    try {
      this.written.emit((await work()) ?? null);
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
