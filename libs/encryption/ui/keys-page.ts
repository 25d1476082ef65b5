import { httpResource, HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { ROTATABLE, type EncryptionView, type KeyView, type ProtectedView, type Rotatable, type RotationView } from '#encryption/model';
import { modelNamed } from '#kernel/model';
import { Formats, Icon, Session, T, Toast, Words } from '#kernel/ui';
import { Confirm, StatusChip } from '#workbench/ui';

const TONES: Readonly<Record<string, string>> = { live: 'success', new: 'info', 'decrypt-only': 'warning', destroyable: 'neutral', destroyed: 'neutral' };
const ORDER = ['live', 'new', 'decrypt-only', 'destroyable', 'destroyed'];

/** The keys with their states and ages, how to change one, and what they encrypt. */
@Component({
  selector: 'crm-keys-page',
  imports: [Icon, MatButton, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './keys-page.html',
  styleUrl: './keys-page.scss',
})
export class KeysPage {
  private readonly http = inject(HttpClient);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  private readonly session = inject(Session);
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly state = httpResource<EncryptionView>(() => '/api/v1/keys');
  protected readonly view = computed(() => (this.state.hasValue() ? this.state.value() : null));
  protected readonly may = computed(() => this.session.can('key.manage'));

  protected readonly groups = computed(() => {
    const { keys, rotations } = this.view() ?? { keys: [], rotations: [] };
    return [...Map.groupBy(keys, ({ purpose }) => purpose)].map(([purpose, own]) => ({
      purpose,
      keys: own.filter(({ state }) => state !== 'destroyed').sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)),
      rotatable: ROTATABLE.includes(purpose as Rotatable),
      busy: rotations.some((one) => one.purpose === purpose && one.state !== 'done'),
    }));
  });
  /** What is encrypted, under the name people know it by; the columns of one thing are one line. */
  protected readonly rows = computed(() => [...new Map((this.view()?.protected ?? []).map((one) => [this.nameOf(one), { ...one, name: this.nameOf(one) }])).values()]);
  /** The first sealing of an installation that never held anything in clear is no news. */
  protected readonly told = computed(() => (this.view()?.rotations ?? []).filter(({ purpose, total }) => purpose !== 'all' || total > 0));

  constructor() {
    const timer = setInterval(() => this.view()?.rotations.some(({ state }) => state !== 'done') && this.state.reload(), 1500);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected readonly exporting = 'rapport keys export <file>';
  protected tone = (state: string) => TONES[state] ?? 'neutral';
  protected running = ({ done, total }: RotationView) => this.words.t('encryption.running', { done: this.formats.number(Math.min(done, total)), total: this.formats.number(total) });
  private nameOf({ table, column, kind, field }: ProtectedView): string {
    const model = kind && field ? modelNamed(kind) : undefined;
    if (model && field) return `${this.words.t(`${kind}.one`)} · ${this.words.label(model, field)}`;
    return this.words.has(`encryption.column.${table}`) ? this.words.t(`encryption.column.${table}`) : `${table}.${column}`;
  }

  protected async change(purpose: string): Promise<void> {
    const what = this.words.t(`encryption.purpose.${purpose}`);
    if (!(await this.confirm.ask('encryption.changeQuestion', 'encryption.change', { what }))) return;
    await this.attempt('rotations', { purpose }, 'encryption.started');
  }
  protected async destroy({ id }: KeyView): Promise<void> {
    if (!(await this.confirm.ask('encryption.destroyQuestion', 'encryption.destroy', { key: id }))) return;
    await this.attempt('destroy', { key: id }, 'encryption.destroyed');
  }
  private async attempt(path: string, body: object, said: string): Promise<void> {
    try {
      await firstValueFrom(this.http.post(`/api/v1/keys/${path}`, body));
      this.toast.show(said);
    } catch (error) {
      this.toast.fail(error);
    }
    this.state.reload();
  }
}
