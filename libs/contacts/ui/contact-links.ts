import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, input, resource, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { Named, Page } from '#kernel/model';
import { Contact, type ContactLink } from '#contacts/model';
import { Icon, Session, T, Toast } from '#kernel/ui';
import { Records, RefControl, StatusChip } from '#workbench/ui';

type Link = ContactLink & { readonly customer: Named | null };

/** The customers a contact works for. */
@Component({
  selector: 'crm-contact-links',
  imports: [Icon, MatButton, MatIconButton, RefControl, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'contact.links' | t }}</h2>
    @for (link of links.value()?.items ?? []; track link.id) {
      <p>
        <a [routerLink]="['/customers', link.customerId]">{{ link.customer?.name }}</a> {{ link.position }}
        @if (link.primary) { <crm-status-chip tone="info">{{ 'contact-link.field.primary' | t }}</crm-status-chip> }
        @if (session.can('contact.link')) { <button matIconButton (click)="end(link)" [attr.aria-label]="('ui.remove' | t) + ' ' + link.customer?.name"><crm-icon name="close" /></button> }
      </p>
    } @empty { <p class="none">{{ 'ui.noneYet' | t }}</p> }
    @if (session.can('contact.link')) {
      @if (adding()) { <crm-ref-control to="customer" (valueChange)="add($event)" [label]="'customer.one' | t" /> }
      @else { <button matButton (click)="adding.set(true)">{{ 'contact.addLink' | t }}</button> }
    }
  `,
  styles: `
    :host { display: block; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); }
    h2 { margin: 8px 0; font-size: 14px; font-weight: 600; } p { display: flex; align-items: center; gap: 8px; margin: 0; min-height: 36px; } a { flex: 1; color: inherit; } .none { color: var(--mat-sys-on-surface-variant); }
  `,
})
export class ContactLinks {
  readonly contact = input.required<Contact>();
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  protected readonly session = inject(Session);
  protected readonly adding = signal(false);
  protected readonly links = resource({
    params: () => ({ id: this.contact().id, changes: this.records.changes() }),
    loader: ({ params }) => firstValueFrom(this.http.get<Page<Link>>(`/api/v1/contacts/${params.id}/links`)),
  });

  protected async add(customerId: string | null): Promise<void> {
    if (!customerId) return;
    this.adding.set(false);
    await this.records.verb(Contact, this.contact(), 'links', { customerId, primary: false }).catch((error: unknown) => this.toast.fail(error));
  }
  protected async end({ id }: Link): Promise<void> {
    const { id: contactId, version } = this.contact();
    await firstValueFrom(this.http.delete(`/api/v1/contacts/${contactId}/links/${id}`, { headers: { 'If-Match': `"${version}"` } })).catch((error: unknown) => this.toast.fail(error));
    this.records.changes.update((n) => n + 1);
  }
}
