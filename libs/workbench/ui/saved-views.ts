import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Icon, Session, Toast, T } from '#kernel/ui';
import type { Query } from './records.ts';

interface SavedView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly address: string;
  readonly shared: boolean;
  readonly ownerId: string;
}

/** The views somebody saved of a list, beside the list's own; and a way to save the one on the screen. */
@Component({
  selector: 'crm-saved-views',
  imports: [Icon, MatButton, MatCheckbox, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (view of views(); track view.id) {
      <a [routerLink]="[]" [queryParams]="view.params" [attr.aria-current]="view.active ? 'page' : null">{{ view.name }}</a>
      @if (view.active && view.mine) { <button class="drop" (click)="remove(view)" [attr.aria-label]="'ui.removeView' | t"><crm-icon name="close" /></button> }
    }
    @if (naming()) {
      <form (submit)="$event.preventDefault(); save(field.value)">
        <input #field maxlength="60" [attr.aria-label]="'ui.viewName' | t" [placeholder]="'ui.viewName' | t" (keydown.escape)="naming.set(false)" />
        @if (session.can('view.share')) { <mat-checkbox [checked]="shared()" (change)="shared.set($event.checked)">{{ 'ui.viewForAll' | t }}</mat-checkbox> }
        <button matButton type="submit">{{ 'ui.save' | t }}</button>
      </form>
    } @else if (savable()) { <button matButton (click)="naming.set(true)">{{ 'ui.saveView' | t }}</button> }
  `,
  styles: `
    :host { display: contents; } form { display: flex; align-items: center; gap: 8px; } input { min-height: 32px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: inherit; font: inherit; }
    .drop { display: grid; place-items: center; width: 24px; margin-inline-start: -16px; border: 0; background: none; color: var(--mat-sys-on-surface-variant); cursor: pointer; } crm-icon { width: 16px; height: 16px; }
  `,
})
export class SavedViews {
  readonly list = input.required<string>();
  readonly params = input.required<Query>();
  /** The address is one of the list's own views. */
  readonly known = input(false);
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);
  protected readonly session = inject(Session);
  protected readonly naming = signal(false);
  protected readonly shared = signal(false);

  private readonly stored = resource({
    params: () => this.list(),
    loader: async ({ params }) => (await firstValueFrom(this.http.get<{ items: SavedView[] }>('/api/v1/views', { params: { list: params } }))).items,
  });
  protected readonly views = computed(() =>
    (this.stored.hasValue() ? this.stored.value() : []).map((view) => ({
      ...view, params: Object.fromEntries(new URLSearchParams(view.address)), active: view.address === this.address(), mine: view.ownerId === this.session.me()?.user.id,
    })),
  ); // prettier-ignore
  private readonly address = computed(() => new URLSearchParams(Object.entries(this.params()).filter(([key]) => key !== 'create').sort()).toString());
  protected readonly savable = computed(() => !this.known() && this.address() !== '' && !this.views().some(({ active }) => active) && this.session.can('view.create'));

  protected async save(name: string): Promise<void> {
    if (!name.trim()) return;
    try {
      await firstValueFrom(this.http.post('/api/v1/views', { list: this.list(), name: name.trim(), address: this.address(), shared: this.shared() }));
      this.naming.set(false);
      this.stored.reload();
    } catch (error) {
      this.toast.fail(error);
    }
  }
  protected async remove({ id, version }: SavedView): Promise<void> {
    try {
      await firstValueFrom(this.http.delete(`/api/v1/views/${id}`, { headers: { 'If-Match': `"${version}"` } }));
      this.stored.reload();
      await this.router.navigate([], { queryParams: {} });
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
