import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { isUrl, modelNamed, recordOf, UNREADABLE, type Class, type Field } from '#kernel/model';
import { Avatar, StatusChip } from './chips.ts';
import { MaskedValue } from './masked-value.ts';
import { Formats, Icon, OptionSets, T, type Shown } from '#kernel/ui';

/** A field of a record, shown by its kind. */
@Component({
  selector: 'crm-value',
  imports: [Avatar, Icon, MaskedValue, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (text() === '') {
      @if (!plain()) { <span class="none">—</span> }
    } @else {
      @switch (shape()) {
        @case ('lost') { <span class="tags">@for (entry of entries(); track $index) { @if (entry.lost) { <span class="lost" [title]="'ui.unreadableHint' | t"><crm-icon name="warning" />{{ entry.text }}</span> } @else { <span>{{ entry.text }}</span> } }</span> }
        @case ('masked') { <crm-masked-value [of]="of()" [field]="field()" [record]="record()" [text]="text()" [plain]="plain()" /> }
        @case ('chip') { <crm-status-chip [tone]="tone()">{{ text() }}</crm-status-chip> }
        @case ('person') { <span class="person"><crm-avatar [name]="text()" [round]="true" />{{ text() }}</span> }
        @case ('link') { @if (plain()) { {{ text() }} } @else { <a [routerLink]="link()" (click)="$event.stopPropagation()">{{ text() }}</a> } }
        @case ('tags') { <span class="tags">@for (tag of tags(); track tag) { <span class="tag">{{ tag }}</span> }</span> }
        @case ('phones') { <span class="tags">@for (phone of phones(); track phone.raw) { <a [href]="'tel:' + phone.raw" (click)="$event.stopPropagation()">{{ phone.shown }}</a> }</span> }
        @case ('mail') { @for (mail of mails(); track mail) { <a [href]="'mailto:' + mail" (click)="$event.stopPropagation()">{{ mail }}</a>{{ ' ' }} } }
        @case ('url') { @if (isLink()) { <a [href]="text()" target="_blank" rel="noopener noreferrer" (click)="$event.stopPropagation()">{{ text() }}</a> } @else { {{ text() }} } }
        @case ('moment') { <time [attr.datetime]="raw()" [title]="exact()">{{ text() }}</time> }
        @default { <span [class.num]="number()" [title]="hint()">{{ text() }}</span> }
      }
    }
  `,
  styles: `
    .none { color: var(--mat-sys-on-surface-variant); }
    .person { display: inline-flex; align-items: center; gap: 8px; }
    .tags { display: inline-flex; flex-wrap: wrap; gap: 4px 8px; }
    .tag { padding: 0 6px; border-radius: 4px; background: var(--mat-sys-secondary-container); font-size: 12px; line-height: 20px; }
    .lost { display: inline-flex; align-items: center; gap: 4px; color: var(--mat-sys-error); font-style: italic; } .lost crm-icon { width: 16px; height: 16px; }
    .tags a { display: inline-flex; align-items: center; min-height: 24px; }
    .num { font-variant-numeric: tabular-nums; }
  `,
})
export class Value {
  readonly of = input.required<Class>();
  readonly field = input.required<Field>();
  readonly record = input.required<object>();
  /** Shows no links: inside something that is one. */
  readonly plain = input(false);
  private readonly formats = inject(Formats);
  private readonly options = inject(OptionSets);

  private readonly row = computed(() => this.record() as Shown);
  protected readonly raw = computed(() => this.row()[this.field().name]);
  protected readonly text = computed(() => this.formats.text(this.of(), this.field(), this.row()));
  /** What is no web address stays a text, whoever put it there. */
  protected readonly isLink = computed(() => isUrl(this.text()));
  protected readonly exact = computed(() => this.formats.exactly(this.raw() as string));
  protected readonly hint = computed(() => (this.field().kind === 'day' ? (this.raw() as string) : ''));
  protected readonly number = computed(() => ['money', 'unitPrice', 'quantity', 'percent', 'integer', 'rate'].includes(this.field().kind));
  protected readonly tone = computed(() => {
    const { tones, set } = this.field();
    return set ? this.options.tone(set, this.raw() as string) : (tones?.[this.raw() as string] ?? 'neutral');
  });
  protected readonly tags = computed(() => this.formats.entries(this.field(), this.raw() as string[]));
  protected readonly mails = computed(() => [this.raw()].flat() as string[]);
  protected readonly phones = computed(() => ([this.raw()].flat() as string[]).map((raw) => ({ raw: raw.split(';')[0] ?? raw, shown: this.formats.text(this.of(), { ...this.field(), kind: 'phone' }, { [this.field().name]: raw }) })));

  /** Each entry of a list, or the one value, with those that cannot be opened told apart. */
  protected readonly entries = computed(() => ([this.raw()].flat() as string[]).map((entry) => ({ lost: entry === UNREADABLE, text: Array.isArray(this.raw()) ? (this.formats.entries(this.field(), [entry])[0] ?? '') : this.text() })));

  protected readonly shape = computed(() => {
    const { kind, to, of: entries, tones, sensitive } = this.field();
    if (sensitive > 0 && this.entries().some(({ lost }) => lost)) return 'lost';
    if (sensitive > 0 && this.text().includes('*')) return 'masked';
    if (tones || kind === 'option') return 'chip';
    if (kind === 'ref' && !(this.row()[this.field().name.replace(/Id$/, '')] as { name?: string } | null)?.name) return 'text';
    if (kind === 'ref') return to === 'user' ? 'person' : modelNamed(to ?? '') && this.linked(to ?? '') ? 'link' : 'text';
    if (kind === 'texts') return entries === 'phone' ? 'phones' : entries === 'email' ? 'mail' : 'tags';
    if (this.plain()) return 'text';
    return kind === 'phone' ? 'phones' : kind === 'email' ? 'mail' : kind === 'url' || kind === 'moment' ? kind : 'text';
  });
  protected readonly link = computed(() => {
    const model = modelNamed(this.field().to ?? '');
    return model ? ['/', recordOf(model).path, this.raw()] : [];
  });
  private linked = (to: string) => !['team', 'stage', 'pipeline', 'category'].includes(to);
}
