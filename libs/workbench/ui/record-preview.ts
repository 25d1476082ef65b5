import { ChangeDetectionStrategy, Component, computed, DOCUMENT, inject, Injectable, resource, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { recordOf, type RecordView } from '#kernel/model';
import { Facts } from './facts.ts';
import { History } from './history.ts';
import { Icon, T } from '#kernel/ui';
import type { FormLayout } from './record-editor.ts';
import { Records } from './records.ts';

interface Previewed {
  readonly layout: FormLayout;
  readonly record: RecordView;
  /** Moves the list under the preview; the record that is at hand then. */
  readonly step: (by: number) => RecordView | null;
}

/** A record beside its list: what is known and what happened, without leaving. */
@Component({
  selector: 'crm-record-preview',
  imports: [Facts, History, Icon, MatButton, MatDialogModule, MatIconButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'press($event)' },
  template: `
    <header>
      <h2 mat-dialog-title>{{ name() }}</h2>
      <button matIconButton (click)="move(-1)" [attr.aria-label]="'ui.keyPrevious' | t"><crm-icon name="arrowUp" /></button>
      <button matIconButton (click)="move(1)" [attr.aria-label]="'ui.keyNext' | t"><crm-icon name="arrowDown" /></button>
      <button matButton="outlined" (click)="open()" mat-dialog-close>{{ 'ui.keyOpen' | t }}</button>
      <button matIconButton mat-dialog-close [attr.aria-label]="'ui.close' | t"><crm-icon name="close" /></button>
    </header>
    <div class="body">
      <crm-facts [layout]="shown.layout" [record]="whole()" />
      <crm-history [of]="shown.layout.of" [id]="record().id" [version]="record().version" />
    </div>
  `,
  styles: `
    :host { display: flex; flex-direction: column; height: 100%; } header { display: flex; align-items: center; gap: 8px; padding: 10px 12px 10px 20px; border-bottom: 1px solid var(--mat-sys-outline-variant); }
    h2 { flex: 1; margin: 0; padding: 0; font-size: 16px; font-weight: 600; overflow-wrap: anywhere; } h2::before { display: none; } .body { flex: 1; overflow: auto; padding: 16px 20px; display: grid; gap: 12px; align-content: start; background: var(--mat-sys-background); }
  `,
})
export class RecordPreview {
  protected readonly shown = inject<Previewed>(MAT_DIALOG_DATA);
  private readonly router = inject(Router);
  private readonly drawer = inject<MatDialogRef<RecordPreview>>(MatDialogRef);
  private readonly dialog = inject(MatDialog);
  private readonly records = inject(Records);
  /** As the list has it. */
  protected readonly record = signal(this.shown.record);
  private readonly loaded = resource({ params: () => this.record(), loader: ({ params: { id } }) => this.records.get(this.shown.layout.of, id) });
  protected readonly whole = computed(() => (this.loaded.hasValue() ? this.loaded.value() : this.record()));
  protected readonly name = computed(() => String((this.record() as object as Record<string, unknown>)[recordOf(this.shown.layout.of).title] ?? ''));

  protected open(): void {
    void this.router.navigate(['/', recordOf(this.shown.layout.of).path, this.record().id]);
  }
  protected move(by: number): void {
    const next = this.shown.step(by);
    if (next) this.record.set(next);
  }
  /** The key that opened it closes it, arrows move the list under it; a button that has the focus keeps its own keys. */
  protected press(event: KeyboardEvent): void {
    const { key, target, defaultPrevented, isComposing } = event;
    const busy = (target as HTMLElement).closest('input, textarea, mat-select, [role=menu]') !== null;
    if (busy || defaultPrevented || isComposing || event.ctrlKey || event.metaKey || event.altKey || this.dialog.openDialogs.at(-1) !== this.drawer) return;
    const onButton = (target as HTMLElement).closest('button, a') !== null;
    const does = { ArrowDown: () => this.move(1), j: () => this.move(1), ArrowUp: () => this.move(-1), k: () => this.move(-1), Escape: () => this.drawer.close() }[key];
    const presses = onButton ? undefined : { ' ': () => this.drawer.close(), Enter: () => (this.drawer.close(), this.open()) }[key];
    const run = does ?? presses;
    if (!run) return;
    event.preventDefault();
    run();
  }
}

/** Shows a record at the right of its list; the list stays in sight and moves under it. */
@Injectable({ providedIn: 'root' })
export class Preview {
  private readonly dialog = inject(MatDialog);
  private readonly document = inject(DOCUMENT);

  open(layout: FormLayout, record: RecordView, step: Previewed['step']): void {
    const data: Previewed = { layout, record, step };
    const drawer = this.dialog.open(RecordPreview, {
      data, position: { right: '0', top: '0' }, width: 'min(480px, 100vw)', maxWidth: '100vw', height: '100dvh', panelClass: ['crm-drawer', 'crm-beside'], autoFocus: 'dialog', hasBackdrop: false,
    }); // prettier-ignore
    const stop = this.keepListReadable(() => this.dialog.openDialogs.at(-1) === drawer);
    drawer.afterClosed().subscribe(stop);
  }

  /** A dialog hides the page from screen readers once it holds the focus; this one stands beside its list, which goes on being read and moved. Returns what ends that. */
  private keepListReadable(isTop: () => boolean): () => void {
    const beside = [...this.document.body.children];
    const show = () => isTop() && beside.forEach((one) => one.getAttribute('aria-hidden') === 'true' && one.removeAttribute('aria-hidden'));
    const watch = new MutationObserver(show);
    for (const one of beside) watch.observe(one, { attributes: true, attributeFilter: ['aria-hidden'] });
    show();
    return () => watch.disconnect();
  }
}
