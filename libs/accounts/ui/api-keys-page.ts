import { Clipboard } from '@angular/cdk/clipboard';
import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { NewApiKey, type ApiKeyView } from '#accounts/model';
import { Formats, SentForm, Session, T, Toast, Words } from '#kernel/ui';
import { Confirm, FormFields } from '#workbench/ui';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** One's own keys for other systems: each good for some kinds of record, until a day. */
@Component({
  selector: 'crm-api-keys-page',
  imports: [FormFields, MatButton, MatCheckbox, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './api-keys-page.html',
  styleUrl: './security-page.scss',
})
export class ApiKeysPage {
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  private readonly clipboard = inject(Clipboard);
  private readonly session = inject(Session);
  private readonly page = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly formats = inject(Formats);
  protected readonly of = NewApiKey;
  protected readonly keys = signal<readonly ApiKeyView[] | null>(null);
  protected readonly scopes = signal<readonly string[]>([]);
  protected readonly made = signal<string | null>(null);
  /** The kinds one may read oneself: a key can do no more. */
  protected readonly kinds = computed(() => [...new Set(this.scopes().map((scope) => scope.split('.')[0] ?? ''))].filter((kind) => this.session.can(`${kind}.read`)));
  protected readonly sent = new SentForm(NewApiKey, { until: inDays(90) }, async (body) => {
    const { key } = await firstValueFrom(this.http.post<{ key: string }>('/api/v1/me/keys', body));
    this.made.set(key);
    this.sent.form.draft.set({ name: null, scopes: [], addresses: [], until: inDays(90) });
    await this.load();
    this.page.scrollTo({ top: 0 });
  });

  constructor() {
    void this.load();
  }

  protected label = (name: string) => this.words.t(`account.key.${name}`);
  protected kindOf = (kind: string) => this.words.t(`${kind}.many`);
  protected holds = (scope: string): boolean => (this.sent.form.draft()['scopes'] as string[]).includes(scope);
  protected toggle(scope: string): void {
    const held = this.sent.form.draft()['scopes'] as string[];
    this.sent.form.draft.update((draft) => ({ ...draft, scopes: held.includes(scope) ? held.filter((one) => one !== scope) : [...held, scope] }));
  }
  protected said({ scopes }: ApiKeyView): string {
    return scopes.map((scope) => scope.split('.')).map(([kind = '', verb = '']) => `${this.kindOf(kind)}: ${this.words.t(`account.key.${verb}`)}`).join(', ');
  }
  protected copy(key: string): void {
    this.clipboard.copy(key);
    this.toast.show('account.copied');
  }
  /** The key is where it belongs: the next one starts on an untouched form. */
  protected keep(): void {
    this.made.set(null);
    this.sent.form.tree().reset();
  }
  protected async revoke({ id, name }: ApiKeyView): Promise<void> {
    if (!(await this.confirm.ask('account.key.revokeQuestion', 'account.key.revoke', { name }))) return;
    await firstValueFrom(this.http.delete(`/api/v1/me/keys/${id}`)).catch((error: unknown) => this.toast.fail(error));
    await this.load();
  }
  private async load(): Promise<void> {
    const { items, scopes } = await firstValueFrom(this.http.get<{ items: ApiKeyView[]; scopes: string[] }>('/api/v1/me/keys'));
    this.keys.set(items);
    this.scopes.set(scopes);
  }
}
