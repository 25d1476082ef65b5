import { inject, Injectable } from '@angular/core';
import { isPeriod, type Class } from '#kernel/model';
import { decimalsOf, typed, Formats, OptionSets, RefNames, Words } from '#kernel/ui';
import type { Filter } from './list-state.ts';

/** Says a filter in words: 'Status is Active'. */
@Injectable({ providedIn: 'root' })
export class FilterWords {
  private readonly words = inject(Words);
  private readonly formats = inject(Formats);
  private readonly options = inject(OptionSets);
  private readonly names = inject(RefNames);

  operator({ operator, values }: Pick<Filter, 'operator' | 'values'>): string {
    if (operator === 'empty') return this.words.t(values[0] === 'true' ? 'operator.isEmpty' : 'operator.isNotEmpty');
    return this.words.t(`operator.${operator}`);
  }

  values(of: Class, { field, operator, values }: Filter): string {
    if (operator === 'empty') return '';
    return values.map((value) => this.one(of, field, value)).join(this.words.chinese() ? '、' : ', ');
  }

  private one(of: Class, field: Filter['field'], value: string): string {
    if (value === 'me' || value === 'my-team') return this.words.t(`token.${value}`);
    if (isPeriod(value)) return this.words.t(`period.${value}`);
    if (field.kind === 'choice') return this.words.choice(of, field, value);
    if (field.kind === 'option') return this.options.label(field.set ?? '', value);
    if (field.kind === 'flag') return this.words.t(value === 'true' ? 'ui.yes' : 'ui.no');
    if (field.kind === 'ref') return this.names.of(field.to ?? '', value) || '…';
    const decimals = decimalsOf(field, this.formats.currency);
    return decimals > 0 ? typed(Number(value), decimals) : value;
  }
}
