import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { firstValueFrom, type Observable } from 'rxjs';
import { Icon, OptionSets, T, Toast, Words, type OptionItem } from '#kernel/ui';
import { Confirm, StatusChip } from '#workbench/ui';
import { TONES } from '#settings/model';

interface OptionSet {
  readonly key: string;
  readonly options: readonly OptionItem[];
}

/** The lists of words people choose from: their labels in both languages, colour and order. */
@Component({
  selector: 'crm-option-sets-page',
  imports: [Icon, MatButton, MatIconButton, MatMenuModule, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './option-sets-page.html',
  styleUrl: './option-sets-page.scss',
})
export class OptionSetsPage {
  private readonly http = inject(HttpClient);
  private readonly shared = inject(OptionSets);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  private readonly words = inject(Words);
  protected readonly tones = TONES;
  private readonly stored = resource({ loader: async () => (await firstValueFrom(this.http.get<{ items: OptionSet[] }>('/api/v1/option-sets'))).items });
  protected readonly sets = computed(() => (this.stored.hasValue() ? this.stored.value() : []));
  protected readonly chosen = linkedSignal<readonly OptionSet[], string>({ source: this.sets, computation: (sets, before) => before?.value || (sets[0]?.key ?? '') });
  protected readonly now = computed(() => this.sets().find(({ key }) => key === this.chosen()));

  /** What a set is called; its key where it has no name. */
  protected nameOf(key: string): string {
    const name = this.words.t(`setting.set.${key}`);
    return name.startsWith('setting.') ? key : name;
  }
  protected label = ({ labels }: OptionItem) => labels[this.words.language()];
  protected others = (key: string) => this.now()?.options.filter((one) => one.key !== key) ?? [];

  protected change(key: string, change: { en?: string; zh?: string; tone?: string }): Promise<void> {
    return this.send(this.http.patch(this.path(`options/${key}`), change));
  }
  protected add(en: HTMLInputElement, zh: HTMLInputElement): void {
    const body = { en: en.value.trim() || zh.value.trim(), zh: zh.value.trim() || en.value.trim() };
    if (!body.en) return;
    void this.send(this.http.post(this.path('options'), body));
    en.value = '';
    zh.value = '';
  }
  protected move(index: number, by: number): void {
    const keys = (this.now()?.options ?? []).map(({ key }) => key);
    keys.splice(index + by, 0, ...keys.splice(index, 1));
    void this.send(this.http.put(this.path('order'), { keys }));
  }
  protected async merge(from: OptionItem, into: OptionItem): Promise<void> {
    if (!(await this.confirm.ask('setting.mergeQuestion', 'setting.merge', { from: this.label(from), into: this.label(into) }))) return;
    await this.send(this.http.post(this.path(`options/${from.key}/merge`), { into: into.key }));
    this.toast.show('setting.mergeStarted');
    setTimeout(() => void this.reload(), 1500);
  }

  private path = (rest: string) => `/api/v1/option-sets/${this.chosen()}/${rest}`;
  private async send(request: Observable<unknown>): Promise<void> {
    try {
      await firstValueFrom(request);
    } catch (error) {
      this.toast.fail(error);
    }
    await this.reload();
  }
  private async reload(): Promise<void> {
    this.stored.reload();
    await this.shared.load();
  }
}
