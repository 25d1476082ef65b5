import { inject, Injectable } from '@angular/core';
import { Formats, OptionSets, RefNames, Words } from '#kernel/ui';
import { fieldOf, minorDigits, modelNamed } from '#kernel/model';
import en from './flow.en.json' with { type: 'json' };
import zh from './flow.zh-CN.json' with { type: 'json' };
import type { Condition, ConditionField, FlowStep } from '#approvals/model';

/** How many stored units are one that people type: 100 cents, or 100 hundredths of a percent. */
export const scaleOf = (field: ConditionField, currency: string): number => (field === 'discount' ? 100 : 10 ** minorDigits(currency));

/** Says a flow in words, and brings along those that only its designer needs. */
@Injectable({ providedIn: 'root' })
export class FlowWords {
  private readonly words = inject(Words);
  private readonly formats = inject(Formats);
  private readonly names = inject(RefNames);
  private readonly options = inject(OptionSets);

  constructor() {
    this.words.bring({ en, 'zh-CN': zh });
  }

  /** Who is asked at a step. */
  who({ who, people, role, level }: FlowStep): string {
    if (who === 'people') return people.map((id) => this.names.of('user', id)).filter(Boolean).join(', ') || this.words.t('flow.nobodyYet');
    if (who === 'role') return role ? this.words.t(`role.${role}`) : this.words.t('flow.nobodyYet');
    return this.words.t(`flow.whoIs.${who}`, { n: level ?? 1 });
  }
  /** When a step applies; '' when always. */
  when(conditions: readonly Condition[], typeSet: string | null): string {
    return conditions.map((one) => this.condition(one, typeSet)).join(this.words.t('flow.and'));
  }
  private condition({ field, is, number, values }: Condition, typeSet: string | null): string {
    const value = field === 'amount' ? this.formats.money(number ?? 0) : field === 'discount' ? this.formats.percent(number ?? 0) : values.map((key) => this.value(field, key, typeSet)).join(', ');
    return `${this.words.t(`flow.field.${field}`)} ${this.words.t(`flow.is.${is}`)} ${value}`;
  }
  private value(field: ConditionField, key: string, typeSet: string | null): string {
    if (field === 'team') return this.names.of('team', key);
    if (field === 'level') return this.level(key);
    return field === 'currency' ? key : this.options.label(typeSet ?? '', key);
  }

  /** The levels that customers have, where there are customers. */
  levels(): readonly string[] {
    const customer = modelNamed('customer');
    return (customer && fieldOf(customer, 'level')?.choices) ?? [];
  }
  level(key: string): string {
    const word = `customer.level.${key}`;
    return this.words.has(word) ? this.words.t(word) : key;
  }
}
