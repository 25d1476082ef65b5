import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { PasswordDialog } from '#accounts/ui';
import { Appearance, Keys, Session, T, Words } from '#kernel/ui';

/** What is one's own: language, looks, password, and the keys that work everywhere. */
@Component({
  selector: 'crm-profile-page',
  imports: [MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="back" routerLink="/settings">{{ 'setting.many' | t }}</a>
    <h1>{{ 'setting.profile' | t }}</h1>
    <section>
      <p><b>{{ session.me()?.user?.name }}</b><br />{{ session.me()?.user?.username }}</p>
      <label>{{ 'ui.language' | t }}<select (change)="session.prefer({ language: $any($event.target).value })"><option value="zh-CN" lang="zh-CN" [selected]="words.chinese()">中文</option><option value="en" lang="en" [selected]="!words.chinese()">English</option></select></label>
      <label>{{ 'ui.theme' | t }}<select (change)="session.prefer({ theme: $any($event.target).value })">@for (one of ['system', 'light', 'dark']; track one) { <option [value]="one" [selected]="appearance.theme() === one">{{ 'theme.' + one | t }}</option> }</select></label>
      <label>{{ 'ui.density' | t }}<select (change)="session.prefer({ density: $any($event.target).value })">@for (one of ['comfortable', 'compact']; track one) { <option [value]="one" [selected]="appearance.density() === one">{{ 'density.' + one | t }}</option> }</select></label>
      <button matButton="outlined" (click)="changePassword()">{{ 'account.changePassword' | t }}</button>
    </section>
    <section><h2>{{ 'setting.keys' | t }}</h2><dl>@for (one of keys(); track one.keys) { <dt><kbd>{{ one.keys }}</kbd></dt><dd>{{ one.does | t }}</dd> }</dl></section>
  `,
  styles: `
    :host { display: block; height: 100%; box-sizing: border-box; overflow: auto; padding: 16px 20px; } .back { font-size: 13px; color: var(--mat-sys-on-surface-variant); } h1 { margin: 4px 0 16px; font-size: 20px; font-weight: 600; } h2 { margin: 0 0 8px; font-size: 14px; font-weight: 600; }
    section { display: grid; gap: 12px; max-width: 420px; padding: 16px; margin-bottom: 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } p { margin: 0; color: var(--mat-sys-on-surface-variant); } b { font-weight: 600; color: var(--mat-sys-on-surface); } button { justify-self: start; }
    label { display: grid; gap: 4px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } select { min-height: 36px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; }
    dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 20px; margin: 0; } dd { margin: 0; } kbd { padding: 1px 6px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 4px; }
  `,
})
export class ProfilePage {
  private readonly dialog = inject(MatDialog);
  protected readonly session = inject(Session);
  protected readonly words = inject(Words);
  protected readonly appearance = inject(Appearance);
  private readonly all = inject(Keys);
  protected readonly keys = computed(() => [...new Map(this.all.all().map((one) => [one.keys, one])).values()]);

  protected changePassword(): void {
    this.dialog.open(PasswordDialog);
  }
}
