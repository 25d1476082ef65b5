import { afterNextRender, ChangeDetectionStrategy, Component, computed, DestroyRef, ElementRef, inject, Injectable, signal, type Type } from '@angular/core';
import { NgComponentOutlet } from '@angular/common';
import { submit } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { MAT_DIALOG_DATA, MatDialog, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { fieldsOf, recordOf, type Class, type Fault, type RecordView } from '#kernel/model';
import { Confirm } from './confirm.ts';
import { FormFields } from './form-fields.ts';
import { Icon, Problems, problemOf, bodyOf, recordForm, touchAll, type Draft, type RecordForm, Session, Toast, T, Words } from '#kernel/ui';
import { Records } from './records.ts';

/** How the records of a kind are written down: their bodies, and their fields in groups, the first one always open. */
export interface FormLayout<T extends RecordView = RecordView> {
  readonly of: Class<T>;
  readonly create: Class;
  readonly change: Class;
  readonly groups: readonly { readonly key: string; readonly fields: readonly (keyof T & string)[] }[];
  readonly wide?: readonly (keyof T & string)[];
  /** What a new record starts with. */
  readonly start?: Draft;
  /** A part of its own, such as an editor of lines; it gets `form` and `of`. */
  readonly part?: Type<unknown>;
  /** The address of its own pages for this, `<address>/new` and `<address>/:id/edit`, where a drawer is too narrow. */
  readonly pages?: string;
  /** What keeps a record from being edited now, if anything does. */
  locked?(record: T): Lock | null;
}
/** Why a record cannot be edited as a whole, and what can still be changed in its place. */
export interface Lock {
  /** Translation key. */
  readonly why: string;
  readonly free: readonly string[];
}
export interface Edit {
  readonly layout: FormLayout;
  readonly record: RecordView | null;
  readonly start: Draft;
}

/** Opens the drawer in which records are created and edited. */
@Injectable({ providedIn: 'root' })
export class Editor {
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);

  /** The saved record, or null when nothing was saved. */
  async open<T extends RecordView>(layout: FormLayout<T>, record: T | null = null, start: Draft = {}): Promise<T | null> {
    if (layout.pages) {
      await this.router.navigate(record ? [layout.pages, record.id, 'edit'] : [layout.pages, 'new'], { queryParams: start });
      return null;
    }
    const data: Edit = { layout: layout as unknown as FormLayout, record, start };
    const opened = this.dialog.open<RecordEditor, Edit, T>(RecordEditor, {
      data, position: { right: '0', top: '0' }, width: 'min(560px, 100vw)', maxWidth: '100vw', height: '100dvh', panelClass: 'crm-drawer', disableClose: true, autoFocus: 'dialog',
    }); // prettier-ignore
    return (await firstValueFrom(opened.afterClosed())) ?? null;
  }
}

/** The drawer: required fields first, errors on their fields, a version that was overtaken shown beside one's own. */
@Component({
  selector: 'crm-record-editor',
  imports: [FormFields, Icon, MatButton, MatIconButton, NgComponentOutlet, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown)': 'press($event)' },
  templateUrl: './record-editor.html',
  styleUrl: './record-editor.scss',
})
export class RecordEditor {
  protected readonly edit = inject<Edit>(MAT_DIALOG_DATA);
  private readonly drawer = inject<MatDialogRef<RecordEditor, RecordView>>(MatDialogRef);
  private readonly records = inject(Records);
  private readonly problems = inject(Problems);
  private readonly confirm = inject(Confirm);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  private readonly session = inject(Session);

  protected readonly body = this.edit.record ? this.edit.layout.change : this.edit.layout.create;
  private readonly base = signal(this.edit.record);
  protected readonly form = signal(this.fresh());
  protected readonly saving = signal(false);
  protected readonly failure = signal<string | null>(null);
  /** Fields somebody else changed meanwhile. */
  protected readonly overtaken = signal<readonly string[]>([]);
  private initial = JSON.stringify(this.form().draft());
  private saved: RecordView | undefined;
  /** The server said no to something that no field stands for. */
  private refused = false;

  protected readonly title = computed(() => this.words.t(this.edit.record ? 'ui.editOne' : 'ui.newOne', { one: this.words.one(this.edit.layout.of) }));
  protected readonly groups = computed(() => {
    const known = new Set(fieldsOf(this.body).flatMap(({ name }) => (this.writes(name) ? name : [])));
    return this.edit.layout.groups.map(({ key, fields }) => ({ key, fields: fields.filter((name) => known.has(name)) })).filter(({ fields }) => fields.length > 0);
  });
  /** A part of its own edits lines or the like: it stays away from those who may not write them. */
  protected readonly part = fieldsOf(this.edit.layout.of).some(({ kind, name }) => kind === 'lines' && !this.session.writes(this.edit.layout.of, name)) ? undefined : this.edit.layout.part;
  protected readonly partInputs = computed(() => ({ form: this.form(), of: this.body }));

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // At once: were it done when the drawer has come in, whoever types by then would be led back to the first field.
    afterNextRender(() => host.querySelector<HTMLElement>('input, textarea')?.focus());
    this.drawer.backdropClick().subscribe(() => void this.leave());
    const warn = (event: BeforeUnloadEvent) => this.dirty && event.preventDefault();
    window.addEventListener('beforeunload', warn);
    inject(DestroyRef).onDestroy(() => window.removeEventListener('beforeunload', warn));
  }

  private get dirty(): boolean {
    return JSON.stringify(this.form().draft()) !== this.initial;
  }

  protected press(event: KeyboardEvent): void {
    // An open list within the drawer closes first; the question that leaving asks must not hear the key that brought it.
    if (event.key === 'Escape' && !event.defaultPrevented && !(event.target as Element).closest('[aria-expanded="true"]')) {
      event.stopPropagation();
      void this.leave();
    }
    const save = (event.ctrlKey || event.metaKey) && (event.key === 'Enter' || event.key === 's');
    if (!save) return;
    event.preventDefault();
    const field = document.activeElement as HTMLElement | null;
    field?.blur();
    field?.focus();
    void this.save(event.shiftKey);
  }

  protected async leave(): Promise<void> {
    if (this.dirty && !(await this.confirm.ask('ui.leaveQuestion', 'ui.discard'))) return;
    this.drawer.close(this.saved);
  }

  protected async save(another = false): Promise<void> {
    if (this.saving()) return;
    this.saving.set(true);
    this.failure.set(null);
    this.refused = false;
    const { tree } = this.form();
    tree().markAsTouched();
    touchAll(this.form());
    const done = await submit(tree as never).catch(() => false);
    this.saving.set(false);
    if (!done) return this.focusFirstError();
    if (this.refused) return;
    if (!another) return this.drawer.close(this.saved);
    this.form.set(this.fresh());
    this.initial = JSON.stringify(this.form().draft());
  }

  private fresh(): RecordForm {
    const { record, layout, start } = this.edit;
    // A mask is no value: what may not be written stays out of the form.
    const from = Object.fromEntries(Object.entries({ ...layout.start, ...(record as Draft | null), ...start }).filter(([name]) => this.writes(name)));
    return recordForm(record ? layout.change : layout.create, from, (body) => this.send(body));
  }

  private async send(whole: Draft): Promise<readonly Fault[]> {
    const body = Object.fromEntries(Object.entries(whole).filter(([name]) => this.writes(name)));
    const { layout } = this.edit;
    const base = this.base();
    try {
      this.saved = base ? await this.records.change(layout.of, base, this.changesOf(base, body)) : await this.records.create(layout.of, body);
      this.toast.show(base ? 'ui.saved' : 'ui.created', { name: this.nameOf(this.saved) });
      return [];
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'stale' && base) {
        this.refused = true;
        this.overtake(base, problem.current as RecordView);
        return [];
      }
      const onFields = (problem.errors ?? []).filter(({ pointer }) => (pointer.split('/')[1] ?? '') in this.form().draft());
      this.refused = onFields.length === 0;
      if (this.refused) this.failure.set(this.problems.say(error));
      return onFields;
    }
  }

  /** Somebody else was faster: takes over what they changed where I changed nothing, and shows where we both did. */
  private overtake(base: RecordView, current: RecordView): void {
    const [was, theirs] = [base as object as Draft, current as object as Draft];
    const mine = this.form().draft();
    const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
    const changed = Object.keys(mine).filter((name) => !same(was[name], theirs[name]));
    this.overtaken.set(changed.filter((name) => !same(mine[name], was[name])).map((name) => this.words.label(this.edit.layout.of, name)));
    this.form().draft.update((draft) => ({ ...draft, ...Object.fromEntries(changed.filter((name) => same(mine[name], was[name])).map((name) => [name, theirs[name]])) }));
    this.base.set(current);
    this.failure.set(this.words.t('ui.overtaken'));
  }

  private changesOf(base: RecordView, body: Draft): Draft {
    const was = bodyOf(this.body, base as object as Draft);
    return Object.fromEntries(Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name] ?? null)));
  }
  private writes(name: string): boolean {
    return this.session.writes(this.edit.layout.of, name);
  }
  private nameOf = (record: RecordView) => String((record as object as Draft)[recordOf(this.edit.layout.of).title] ?? '');
  private focusFirstError(): void {
    setTimeout(() => document.querySelector<HTMLElement>('crm-record-editor .field:has(.error) :is(input, textarea, mat-select)')?.focus());
  }
}
