import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatOption, MatSelect } from '@angular/material/select';
import { firstValueFrom } from 'rxjs';
import { User } from '#accounts/model';
import { Icon, SentForm, Session, T, Toast, Words } from '#kernel/ui';
import { FormFields } from '#workbench/ui';
import { CompanyProfile } from '#settings/model';
import { SampleCard } from './sample-card.ts';
import { SettingsFrame } from './settings-frame.ts';

interface Company {
  readonly currency: string;
  readonly currencies: readonly string[];
  /** Currencies that records have amounts in. */
  readonly used: readonly string[];
}

/** The company: what it is called, what it speaks, where its days begin, and which money it counts. */
@Component({
  selector: 'crm-company-page',
  imports: [FormFields, Icon, MatButton, MatFormField, MatOption, MatSelect, SampleCard, SettingsFrame, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './company-page.html',
  styleUrl: './company-page.scss',
})
export class CompanyPage {
  private readonly http = inject(HttpClient);
  private readonly toast = inject(Toast);
  protected readonly words = inject(Words);
  protected readonly session = inject(Session);
  protected readonly of = CompanyProfile;
  protected readonly user = User;
  protected readonly known = Intl.supportedValuesOf('currency');
  protected readonly company = resource({ loader: () => firstValueFrom(this.http.get<Company>('/api/v1/workspace')) });
  protected readonly now = computed(() => (this.company.hasValue() ? this.company.value() : null));
  protected readonly unused = computed(() => this.known.filter((code) => !this.now()?.currencies.includes(code)));
  protected readonly sent = new SentForm(CompanyProfile, { ...(this.session.me()?.workspace ?? {}) }, async ({ name, language, timeZone }) => {
    await firstValueFrom(this.http.patch('/api/v1/workspace', { name, language, timeZone }));
    await this.session.load();
    this.toast.show('setting.saved');
  });
  protected label = (name: string) => this.words.t(name === 'name' ? 'account.workspace' : `account.${name}`);
  protected money = (code: string) => `${code} ${this.words.currency(code)}`;

  protected add(code: string): Promise<void> {
    return this.save({ currencies: [...(this.now()?.currencies ?? []), code] });
  }
  protected drop(code: string): Promise<void> {
    return this.save({ currencies: this.now()?.currencies.filter((one) => one !== code) ?? [] });
  }
  protected async save(change: object): Promise<void> {
    try {
      await firstValueFrom(this.http.patch('/api/v1/workspace', change));
      await this.session.load();
    } catch (error) {
      this.toast.fail(error);
    }
    this.company.reload();
  }
}
