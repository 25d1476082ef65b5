import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { firstValueFrom } from 'rxjs';
import { DENSITIES, EmailChange, Profile, THEMES, User } from '#accounts/model';
import { PasswordDialog } from '#accounts/ui';
import { Appearance, Keys, SentForm, Session, T, Toast, Words } from '#kernel/ui';
import { FormFields, KEY_GUIDE, KeyList } from '#workbench/ui';
import { SettingsFrame } from './settings-frame.ts';

/** What is one's own: name, language, looks, password, and the keys that work. */
@Component({
  selector: 'crm-profile-page',
  imports: [FormFields, KeyList, MatButton, MatSlideToggle, SettingsFrame, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './profile-page.html',
  styleUrl: './profile-page.scss',
})
export class ProfilePage {
  private readonly http = inject(HttpClient);
  private readonly dialog = inject(MatDialog);
  private readonly toast = inject(Toast);
  private readonly all = inject(Keys);
  protected readonly session = inject(Session);
  protected readonly words = inject(Words);
  protected readonly appearance = inject(Appearance);
  protected readonly of = Profile;
  protected readonly user = User;
  protected readonly themes = THEMES;
  protected readonly densities = DENSITIES;
  protected readonly single = this.all.single;
  protected readonly parts = [
    { key: 'everywhere', keys: () => this.all.all().filter(({ everywhere }) => everywhere) },
    ...(['list', 'record', 'board', 'form'] as const).map((key) => ({ key, keys: () => KEY_GUIDE[key] })),
  ];
  protected readonly sent = new SentForm(Profile, { name: this.session.me()?.user.name }, async ({ name }) => {
    await firstValueFrom(this.http.patch('/api/v1/me', { name }));
    await this.session.load();
    this.toast.show('setting.saved');
  });

  protected readonly ofEmail = EmailChange;
  /** A new address counts once the link that was mailed to it is opened. */
  protected readonly mailed = new SentForm(EmailChange, { email: this.session.me()?.user.email ?? null }, async ({ email }) => {
    await firstValueFrom(this.http.post('/api/v1/me/email', { email }));
    this.toast.show('account.emailAsked', { email });
  });

  protected changePassword(): void {
    this.dialog.open(PasswordDialog);
  }
}
