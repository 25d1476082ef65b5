import { CdkDrag, CdkDragHandle, CdkDropList, type CdkDragDrop } from '@angular/cdk/drag-drop';
import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Icon, OptionSets, T, Toast, Words, type OptionItem } from '#kernel/ui';
import { Confirm, StatusChip } from '#workbench/ui';
import { TONES, type OptionUses } from '#settings/model';
import { SettingsFrame } from './settings-frame.ts';

interface OptionSet {
  readonly key: string;
  readonly options: readonly OptionItem[];
}

/** The lists of words people choose from: their labels in both languages, colour and order. */
@Component({
  selector: 'crm-option-sets-page',
  imports: [CdkDrag, CdkDragHandle, CdkDropList, Icon, MatButton, MatIconButton, MatMenuModule, RouterLink, SettingsFrame, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './option-sets-page.html',
  styleUrl: './option-sets-page.scss',
})
export class OptionSetsPage {
  /** The set that is shown. */
  readonly set = input<string>();
  private readonly http = inject(HttpClient);
  private readonly shared = inject(OptionSets);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  private readonly words = inject(Words);
  protected readonly tones = TONES;
  private readonly stored = resource({ loader: async () => (await firstValueFrom(this.http.get<{ items: OptionSet[] }>('/api/v1/option-sets'))).items });
  protected readonly sets = computed(() => (this.stored.hasValue() ? this.stored.value() : []));
  protected readonly failed = computed(() => this.stored.status() === 'error');
  protected readonly chosen = computed(() => this.sets().find(({ key }) => key === this.set())?.key ?? this.sets()[0]?.key ?? '');
  protected readonly now = computed(() => this.sets().find(({ key }) => key === this.chosen()));
  private readonly counted = resource({
    params: () => (this.chosen() ? { set: this.chosen(), from: this.stored.value() } : undefined),
    loader: async ({ params }) => (await firstValueFrom(this.http.get<{ uses: OptionUses }>(`/api/v1/option-sets/${params.set}/uses`))).uses,
  });
  protected readonly uses = computed((): OptionUses => (this.counted.hasValue() ? this.counted.value() : {}));
  /** What is being replaced. */
  protected readonly merging = signal<string | null>(null);

  /** What a set is called; its key where it has no name. */
  protected nameOf(key: string): string {
    const name = this.words.t(`setting.set.${key}`);
    return name.startsWith('setting.') ? key : name;
  }
  protected label = ({ labels }: OptionItem) => labels[this.words.language()];
  protected others = (key: string) => this.now()?.options.filter((one) => one.key !== key && !one.retired) ?? [];

  protected async change({ key, labels }: OptionItem, which: 'en' | 'zh', field: HTMLInputElement): Promise<void> {
    const before = labels[which === 'en' ? 'en' : 'zh-CN'];
    const text = field.value.trim();
    if (!text || text === before || !(await this.send('patch', key, { [which]: text }))) field.value = before;
  }
  protected async add(en: HTMLInputElement, zh: HTMLInputElement): Promise<void> {
    const body = { en: en.value.trim() || zh.value.trim(), zh: zh.value.trim() || en.value.trim() };
    if (!body.en || !(await this.send('post', '', body))) return;
    en.value = '';
    zh.value = '';
    zh.focus();
  }
  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    if (previousIndex !== currentIndex) this.move(previousIndex, currentIndex - previousIndex);
  }
  protected move(index: number, by: number): void {
    const set = this.now();
    if (!set) return;
    const options = [...set.options];
    options.splice(index + by, 0, ...options.splice(index, 1));
    this.stored.update((sets) => sets?.map((one) => (one.key === set.key ? { ...one, options } : one)));
    void this.send('put', null, { keys: options.map(({ key }) => key) });
  }
  protected async merge(from: OptionItem, into: OptionItem): Promise<void> {
    const n = this.uses()[from.key] ?? 0;
    if (!(await this.confirm.ask('setting.mergeQuestion', 'setting.mergeDo', { from: this.label(from), into: this.label(into), n }))) return;
    if (await this.send('post', `${from.key}/merge`, { into: into.key })) await this.follow(from);
  }

  /** Follows the work in the background until nobody has the word any more, or it stands still. */
  private async follow({ key, ...rest }: OptionItem): Promise<void> {
    const name = this.label({ key, ...rest });
    this.merging.set(name);
    for (let still = 0, left = Infinity; still < 6 && left > 0; ) {
      await new Promise((wake) => setTimeout(wake, 500));
      const now = (await firstValueFrom(this.http.get<{ uses: OptionUses }>(`/api/v1/option-sets/${this.chosen()}/uses`)).catch(() => ({ uses: {} as OptionUses }))).uses[key] ?? 0;
      still = now === left ? still + 1 : 0;
      left = now;
    }
    this.merging.set(null);
    await new Promise((wake) => setTimeout(wake, 1100));
    this.reload();
    this.toast.show('setting.mergeDone', { name });
  }
  /** Changes something about an option; the order of the set without one. False when it was refused. */
  protected async send(method: 'post' | 'patch' | 'put' | 'delete', option: string | null, body: object = {}): Promise<boolean> {
    const path = `/api/v1/option-sets/${this.chosen()}/${option === null ? 'order' : `options${option ? `/${option}` : ''}`}`;
    try {
      await firstValueFrom(this.http.request(method, path, { body }));
      return true;
    } catch (error) {
      this.toast.fail(error);
      return false;
    } finally {
      this.reload();
    }
  }
  protected reload(): void {
    this.stored.reload();
    void this.shared.load();
  }
}
