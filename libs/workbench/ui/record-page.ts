import { ChangeDetectionStrategy, Component, computed, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { fieldOf, recordOf, type RecordView } from '#kernel/model';
import { Avatar } from './chips.ts';
import { Facts } from './facts.ts';
import { Formats, Icon, Keys, problemOf, Problems, Session, Toast, T, Words } from '#kernel/ui';
import { History } from './history.ts';
import { ListMemory } from './list-memory.ts';
import { onPhone } from './narrow.ts';
import { Panels } from './panels.ts';
import { AssignDialog } from './assign.ts';
import { Editor, type FormLayout } from './record-editor.ts';
import { Recent } from './recent.ts';
import { Records } from './records.ts';
import { Value } from './value.ts';

/** The page of one record: header, highlights, facts, what happened, and what other slices add. */
@Component({
  selector: 'crm-record-page',
  imports: [Avatar, Facts, History, Icon, MatButton, MatIconButton, MatMenuModule, Panels, RouterLink, T, Value],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './record-page.html',
  styleUrl: './record-page.scss',
})
export class RecordPage<T extends RecordView> {
  readonly layout = input.required<FormLayout<T>>();
  readonly id = input.required<string>();
  readonly highlights = input<readonly (keyof NoInfer<T> & string)[]>([]);

  private readonly records = inject(Records);
  private readonly memory = inject(ListMemory);
  private readonly recent = inject(Recent);
  private readonly router = inject(Router);
  private readonly editor = inject(Editor);
  private readonly toast = inject(Toast);
  private readonly assigning = inject(AssignDialog);
  private readonly browserTitle = inject(Title);
  protected readonly words = inject(Words);
  protected readonly session = inject(Session);
  protected readonly problems = inject(Problems);
  protected readonly formats = inject(Formats);
  protected readonly phone = onPhone();
  protected readonly tab = signal<'facts' | 'history' | 'related'>('facts');

  protected readonly of = computed(() => this.layout().of);
  protected readonly plain = computed(() => this.layout() as unknown as FormLayout);
  protected readonly info = computed(() => recordOf(this.of()));
  /** The record; reloads after any change. */
  readonly record = resource({
    params: () => ({ of: this.of(), id: this.id(), changes: this.records.changes() }),
    loader: ({ params }) => this.records.get(params.of, params.id),
  });
  readonly current = computed(() => (this.record.hasValue() ? this.record.value() : undefined));
  protected readonly missing = computed(() => this.record.status() === 'error' && problemOf(this.record.error()).status === 404);
  protected readonly failure = computed(() => (this.record.status() === 'error' && !this.missing() ? this.problems.say(this.record.error()) : null));
  protected readonly name = computed(() => {
    const record = this.current();
    return record ? this.formats.called(this.of(), record) : '';
  });
  protected readonly chip = computed(() => ['status', 'stage'].flatMap((name) => fieldOf(this.of(), name) ?? []).find(({ tones }) => tones));
  protected readonly shown = computed(() => this.highlights().filter((name) => this.session.shows(this.of(), name)).flatMap((name) => fieldOf(this.of(), name) ?? []));
  protected readonly may = computed(() => ({
    update: this.session.can(`${this.info().name}.update`), remove: this.session.can(`${this.info().name}.delete`), assign: this.info().owned && this.session.can(`${this.info().name}.assign`),
  })); // prettier-ignore

  /** What keeps it from being edited now. */
  protected readonly lock = computed(() => {
    const record = this.current();
    return (record && this.layout().locked?.(record)) ?? null;
  });

  /** Where the record stands in the list one came from. */
  protected readonly place = computed(() => {
    const list = this.memory.last(this.info().path);
    const at = list?.items.findIndex(({ id }) => id === this.id()) ?? -1;
    return list && at >= 0 ? { at: at + 1, of: list.total, before: list.items[at - 1]?.id, after: list.items[at + 1]?.id, url: list.url } : null;
  });

  constructor() {
    effect(() => {
      const name = this.name();
      if (name) untracked(() => this.browserTitle.setTitle(`${name} · ${this.words.t(`${this.info().name}.many`)} · ${this.session.me()?.workspace.name ?? ''}`));
    });
    effect(() => {
      const record = this.current();
      if (record) untracked(() => this.recent.visit(this.info().name, record.id));
    });
    inject(Keys).use(
      { keys: 'e', does: 'ui.edit', run: () => void this.edit() },
      { keys: 'Alt+ArrowUp', does: 'ui.keyPrevious', run: () => this.visit(this.place()?.before) },
      { keys: 'Alt+ArrowDown', does: 'ui.keyNext', run: () => this.visit(this.place()?.after) },
    );
  }

  protected visit(id: string | undefined): void {
    if (id) void this.router.navigate(['/', this.info().path, id], { replaceUrl: true });
  }
  /** To the list one came from, as it was left. */
  protected back(url = this.place()?.url): void {
    void this.router.navigateByUrl(url ?? `/${this.info().path}`, { state: { back: true } });
  }

  protected async edit(): Promise<void> {
    const record = this.current();
    const lock = this.lock();
    if (lock) return this.toast.show(lock.why);
    if (record && this.may().update) await this.editor.open(this.layout(), record);
  }
  protected async assign(): Promise<void> {
    const record = this.current();
    if (record) await this.assigning.open(this.of(), record);
  }
  protected async remove(): Promise<void> {
    const record = this.current();
    const name = this.name();
    const url = this.place()?.url;
    if (!record) return;
    try {
      await this.records.remove(this.of(), record);
      this.toast.show('ui.deleted', { name }, () => void this.undo(record.id));
      this.back(url);
    } catch (error) {
      this.toast.fail(error);
    }
  }
  private async undo(id: string): Promise<void> {
    await this.records.restore(this.of(), id).catch((error: unknown) => this.toast.fail(error));
    void this.router.navigate(['/', this.info().path, id]);
  }
}
