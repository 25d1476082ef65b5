import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { fieldOf, type Field } from '#kernel/model';
import { Formats, SentForm, Session, T, Toast, Words, type Draft } from '#kernel/ui';
import { Control, FormFields } from '#workbench/ui';
import { QuoteSettings, RESERVES, RoleLimit } from '#quotes/model';
import { smallLogo } from './small-logo.ts';

/** What holds for all quotes: who may give away how much, what new ones start with, and the head of their document. */
@Component({
  selector: 'crm-quote-settings',
  imports: [Control, FormFields, MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="back" routerLink="/settings">{{ 'setting.many' | t }}</a>
    <h1>{{ 'quote.settings.title' | t }}</h1>
    <form novalidate (submit)="sent.submit($event)">
      @if (sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
      <section>
        <h2>{{ 'quote.settings.limits' | t }}</h2>
        <p>{{ 'quote.settings.limitsSay' | t }}</p>
        <crm-form-fields [form]="sent.form" [of]="of" [names]="['discountLimit']" [labelOf]="label" />
        <ul>
          @for (role of roles(); track role.key) {
            <li><span>{{ 'role.' + role.key | t }}</span><crm-control [of]="limitOf" [field]="percent" [label]="'role.' + role.key | t" [bare]="true" [value]="limitFor(role.key)" (valueChange)="limit(role.key, $event)" /></li>
          }
        </ul>
      </section>
      <section>
        <h2>{{ 'quote.settings.start' | t }}</h2>
        <crm-form-fields [form]="sent.form" [of]="of" [names]="['validDays', 'termsZh', 'termsEn']" [labelOf]="label" />
      </section>
      <section>
        <h2>{{ 'quote.settings.stock' | t }}</h2>
        <p>{{ 'quote.settings.stockSay' | t }}</p>
        <fieldset>@for (one of reserves; track one) { <label><input type="radio" name="reserves" [checked]="sent.form.draft()['reserves'] === one" (change)="set({ reserves: one })" /> {{ 'quote.settings.reserves.' + one | t }}</label> }</fieldset>
      </section>
      <section>
        <h2>{{ 'quote.settings.head' | t }}</h2>
        <div class="logo">
          @if (logo(); as source) { <img [src]="source" [alt]="'quote.settings.logo' | t" /> }
          <label class="file"><span>{{ 'quote.settings.logo' | t }}</span><input type="file" accept="image/png,image/jpeg" (change)="take($event)" /></label>
          @if (logo()) { <button matButton type="button" (click)="set({ logo: null })">{{ 'ui.remove' | t }}</button> }
        </div>
        <crm-form-fields [form]="sent.form" [of]="of" [names]="['address', 'phone', 'email', 'taxId', 'bank']" [wide]="['address']" [labelOf]="label" />
      </section>
      <button matButton="filled" type="submit" [disabled]="sent.busy() || !loaded()">{{ 'ui.save' | t }}</button>
    </form>
  `,
  styles: `
    :host { display: block; height: 100%; box-sizing: border-box; overflow: auto; padding: 16px 20px 40px; } .back { font-size: 13px; color: var(--mat-sys-on-surface-variant); } h1 { margin: 4px 0 16px; font-size: 20px; font-weight: 600; } h2 { margin: 0 0 8px; font-size: 14px; font-weight: 600; }
    section { max-width: 720px; padding: 16px; margin-bottom: 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } p { margin: 0 0 12px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } .failure { color: var(--mat-sys-error); }
    ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr)); gap: 12px 16px; margin: 14px 0 0; padding: 0; list-style: none; } li { display: grid; gap: 4px; } li span, .file span { font-size: 13px; color: var(--mat-sys-on-surface-variant); }
    .logo { display: flex; flex-wrap: wrap; align-items: end; gap: 16px; margin-bottom: 14px; } img { max-width: 200px; max-height: 64px; padding: 8px; background: #fff; border: 1px solid var(--mat-sys-outline-variant); border-radius: 8px; } .file { display: grid; gap: 4px; }
    fieldset { display: grid; gap: 8px; margin: 0; padding: 0; border: 0; } fieldset label { display: flex; align-items: center; gap: 8px; font-size: 14px; } input[type='radio'] { width: 18px; height: 18px; margin: 0; accent-color: var(--mat-sys-primary); } @media (pointer: coarse) { fieldset { gap: 0; } fieldset label, .back { min-height: 44px; } .back { display: inline-flex; align-items: center; } }
  `,
})
export class QuoteSettingsPage {
  private readonly http = inject(HttpClient);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  private readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly of = QuoteSettings;
  protected readonly limitOf = RoleLimit;
  protected readonly reserves = RESERVES;
  protected readonly percent = { ...(fieldOf(RoleLimit, 'discount') as Field), nullable: true };
  protected readonly loaded = signal(false);
  protected readonly roles = computed(() => this.session.me()?.roles ?? []);
  protected readonly logo = computed(() => this.sent.form.draft()['logo'] as string | null);
  protected readonly sent = new SentForm(QuoteSettings, {}, async (body) => {
    this.sent.form.draft.set({ ...(await firstValueFrom(this.http.put<Draft>('/api/v1/quote-settings', body))) });
    this.toast.show('setting.saved');
  });

  constructor() {
    this.http.get<Draft>('/api/v1/quote-settings').subscribe({
      next: (settings) => (this.set(settings), this.loaded.set(true)),
      error: (error: unknown) => this.toast.fail(error),
    });
  }

  protected label = (name: string) => this.words.t(`quote.settings.${name}`);
  protected set(change: Draft): void {
    this.sent.form.draft.update((draft) => ({ ...draft, ...change }));
  }
  private limits = () => (this.sent.form.draft()['roleLimits'] as RoleLimit[] | null) ?? [];
  protected limitFor = (role: string) => this.limits().find((one) => one.role === role)?.discount ?? null;
  protected limit(role: string, discount: unknown): void {
    const others = this.limits().filter((one) => one.role !== role);
    this.set({ roleLimits: discount === null ? others : [...others, { role, discount }] });
  }
  protected async take(event: Event): Promise<void> {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (!file) return;
    const logo = await smallLogo(file);
    if (logo) this.set({ logo });
    else this.toast.show('problem.logo');
  }
}
