import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { User } from '#accounts/model';
import { SentForm, Session, T, Toast, Words } from '#kernel/ui';
import { FormFields } from '#workbench/ui';
import { CompanyProfile } from '#settings/model';
import { SampleCard } from './sample-card.ts';

/** The company: what it is called, what it speaks and where its days begin. */
@Component({
  selector: 'crm-company-page',
  imports: [FormFields, MatButton, RouterLink, SampleCard, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="back" routerLink="/settings">{{ 'setting.many' | t }}</a>
    <h1>{{ 'setting.company' | t }}</h1>
    <form novalidate (submit)="sent.submit($event)">
      <crm-form-fields [form]="sent.form" [of]="of" [words]="user" [names]="['name', 'language', 'timeZone']" [labelOf]="label" />
      <p>{{ 'setting.currencyStays' | t: { currency: session.me()?.workspace?.currency } }}</p>
      @if (sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
      <button matButton="filled" type="submit" [disabled]="sent.busy()">{{ 'ui.save' | t }}</button>
    </form>
    @if (session.can('sample.manage')) { <crm-sample-card /> }
  `,
  styles: ':host { display: block; height: 100%; box-sizing: border-box; overflow: auto; padding: 16px 20px; } .back { font-size: 13px; color: var(--mat-sys-on-surface-variant); } h1 { margin: 4px 0 16px; font-size: 20px; font-weight: 600; } form { max-width: 720px; padding: 16px; margin-bottom: 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } p { color: var(--mat-sys-on-surface-variant); }',
})
export class CompanyPage {
  private readonly http = inject(HttpClient);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly session = inject(Session);
  protected readonly of = CompanyProfile;
  protected readonly user = User;
  protected readonly sent = new SentForm(CompanyProfile, { ...(this.session.me()?.workspace ?? {}) }, async (body) => {
    await firstValueFrom(this.http.patch('/api/v1/workspace', body));
    await this.session.load();
    this.toast.show('setting.saved');
  });
  protected label = (name: string) => this.words.t(name === 'name' ? 'account.workspace' : `account.${name}`);
}
