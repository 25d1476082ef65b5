import { ChangeDetectionStrategy, Component, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Formats, T, Toast } from '#kernel/ui';
import { Confirm } from '#workbench/ui';
import type { HoldView } from '#privacy/model';
import { PrivacyClient } from './privacy-client.ts';
import { PrivacyWords } from './privacy-words.ts';

/** Records that must not be erased yet. */
@Component({
  selector: 'crm-hold-list',
  imports: [MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'privacy.holds' | t }}</h2>
    <p class="quiet">{{ 'privacy.holdsSay' | t }}</p>
    @if (holds.error()) { <p role="alert">{{ 'privacy.failed' | t }} <button matButton (click)="holds.reload()">{{ 'ui.retry' | t }}</button></p> }
    @else if (holds.hasValue()) {
      <ul>
        @for (one of holds.value(); track one.id) {
          <li>
            <span class="grow">@if (says.link(one.kind, one.recordId); as link) { <a [routerLink]="link">{{ one.name }}</a> } · {{ says.kind(one.kind) }} · {{ 'privacy.untilDay' | t: { day: formats.day(one.until) } }}<br /><small>{{ one.reason }} · {{ one.by }}, {{ formats.moment(one.createdAt) }}</small></span>
            <button matButton (click)="lift(one)">{{ 'privacy.lift' | t }}</button>
          </li>
        } @empty { <li class="quiet">{{ 'privacy.holdsNone' | t }}</li> }
      </ul>
    } @else { <p role="status" class="quiet">{{ 'privacy.loading' | t }}</p> }
  `,
  styleUrl: './privacy.scss',
})
export class HoldList {
  readonly turn = input.required<number>();

  private readonly client = inject(PrivacyClient);
  private readonly confirm = inject(Confirm);
  private readonly toast = inject(Toast);
  protected readonly formats = inject(Formats);
  protected readonly says = inject(PrivacyWords);
  protected readonly holds = resource({ params: () => this.turn(), loader: () => this.client.holds() });

  protected async lift({ id, name }: HoldView): Promise<void> {
    if (!(await this.confirm.ask('privacy.liftQuestion', 'privacy.lift', { name }))) return;
    try {
      await this.client.lift(id);
      this.toast.show('privacy.lifted');
    } catch (error) {
      this.toast.fail(error);
    }
    this.holds.reload();
  }
}
