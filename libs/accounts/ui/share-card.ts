import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { models, recordOf, type RecordView } from '#kernel/model';
import type { ShareRight } from '#accounts/model';
import { Formats, Icon, T, Toast } from '#kernel/ui';
import { Records, RefControl } from '#workbench/ui';
import { RoleClient } from './role-client.ts';

/** With whom a record is shared, on the record's page: people, for reading or changing, until a day. */
@Component({
  selector: 'crm-share-card',
  imports: [Icon, MatButton, MatIconButton, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'share.title' | t }}</h2>
    @for (share of shares().items; track share.id) {
      <p><b>{{ share.name }}</b> <span>{{ 'share.may.' + share.may | t }}@if (share.until) {, {{ 'share.until' | t: { day: formats.moment(share.until) } }}}</span>
        @if (shares().mayShare) { <button matIconButton (click)="end(share.id)" [attr.aria-label]="('ui.remove' | t) + ' ' + share.name"><crm-icon name="close" /></button> }</p>
    } @empty { <p><span>{{ 'share.none' | t }}</span></p> }
    <details (toggle)="looking.set($any($event.target).open)">
      <summary>{{ 'share.byRole' | t }}</summary>
      @for (one of reached()?.items ?? []; track one.id) { <p><b>{{ one.name }}</b> <span>{{ 'reach.' + one.reach | t }}</span></p> }
      @if (reached(); as all) { @if (all.total > all.items.length) { <p><span>{{ 'share.more' | t: { n: all.total - all.items.length } }}</span></p> } }
    </details>
    @if (shares().mayShare) {
      @if (adding()) {
        <form (submit)="share($event)">
          <label [for]="ids.who">{{ 'share.with' | t }}</label><crm-ref-control [inputId]="ids.who" to="user" [value]="who()" (valueChange)="who.set($event)" />
          <label [for]="ids.may">{{ 'share.for' | t }}</label>
          <select [id]="ids.may" (change)="may.set($any($event.target).value)"><option value="read">{{ 'share.may.read' | t }}</option><option value="write">{{ 'share.may.write' | t }}</option></select>
          <label [for]="ids.day">{{ 'share.day' | t }}</label><input type="date" [id]="ids.day" [value]="day()" (change)="day.set($any($event.target).value)" />
          <div><button matButton type="button" (click)="adding.set(false)">{{ 'ui.cancel' | t }}</button><button matButton="filled" type="submit" [disabled]="!who()">{{ 'share.do' | t }}</button></div>
        </form>
      } @else { <button matButton (click)="adding.set(true)">{{ 'share.do' | t }}</button> }
    }
  `,
  styles: `
    :host { display: block; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); }
    h2 { margin: 8px 0; font-size: 14px; font-weight: 600; } p { display: flex; flex-wrap: wrap; align-items: center; gap: 0 8px; margin: 0; min-height: 36px; } b { font-weight: 500; } span { flex: 1; color: var(--mat-sys-on-surface-variant); }
    details { margin: 4px 0; } summary { cursor: pointer; font-size: 13px; color: var(--mat-sys-on-surface-variant); }
    form { display: grid; gap: 6px; } label { font-size: 13px; color: var(--mat-sys-on-surface-variant); } form div { display: flex; justify-content: flex-end; gap: 8px; margin-top: 6px; }
    input, select { height: 40px; padding: 0 8px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; }
  `,
})
export class ShareCard {
  readonly record = input.required<RecordView>();
  private readonly client = inject(RoleClient);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  protected readonly formats = inject(Formats);
  protected readonly ids = { who: 'share-who', may: 'share-may', day: 'share-day' };
  protected readonly adding = signal(false);
  protected readonly who = signal<string | null>(null);
  protected readonly may = signal<ShareRight>('read');
  protected readonly day = signal('');
  /** The kind of the record whose page this stands on. */
  private readonly kind = computed(() => kindAt(location.pathname));
  private readonly stored = resource({
    params: () => ({ id: this.record().id, kind: this.kind(), changes: this.records.changes() }),
    loader: ({ params }) => this.client.sharesOf(params.kind, params.id),
  });
  /** Who sees it by their roles is asked for once somebody wants to know. */
  protected readonly looking = signal(false);
  private readonly roles = resource({
    params: () => (this.looking() ? { id: this.record().id, kind: this.kind() } : undefined),
    loader: ({ params }) => this.client.reachOf(params.kind, params.id),
  });
  protected readonly reached = computed(() => (this.roles.hasValue() ? this.roles.value() : null));
  protected readonly shares = computed(() => (this.stored.hasValue() ? this.stored.value() : { items: [], mayShare: false }));

  protected async share(event: Event): Promise<void> {
    event.preventDefault();
    const userId = this.who();
    if (!userId) return;
    const until = this.day() ? new Date(`${this.day()}T23:59:59`).toISOString() : null;
    if (await this.done(this.client.share({ kind: this.kind(), recordId: this.record().id, userId, may: this.may(), until }))) this.adding.set(false);
  }
  protected async end(id: string): Promise<void> {
    await this.done(this.client.unshare(id));
  }
  private async done(work: Promise<void>): Promise<boolean> {
    try {
      await work;
      this.who.set(null);
      this.records.changes.update((n) => n + 1);
      return true;
    } catch (error) {
      this.toast.fail(error);
      return false;
    }
  }
}

const kindAt = (path: string): string => {
  const model = models().find((one) => recordOf(one).path === path.split('/')[1]);
  return model ? recordOf(model).name : '';
};
