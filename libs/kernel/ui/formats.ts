import { inject, Injectable } from '@angular/core';
import { daysBetween, minorDigits, recordOf, showMoney, showPhone, todayIn, UNREADABLE, type Class, type Field, type Named } from '#kernel/model';
import { OptionSets } from './option-sets.ts';
import { Session } from './session.ts';
import { Words } from './words.ts';

export type Shown = Record<string, unknown>;
/** Decimals of the kinds that are stored as scaled integers. */
export const DECIMALS: Partial<Record<Field['kind'], number>> = { unitPrice: 4, quantity: 3, percent: 2, rate: 8 };

/** Values as people read them, in their language and the workspace's currency and time zone. */
@Injectable({ providedIn: 'root' })
export class Formats {
  private readonly words = inject(Words);
  private readonly session = inject(Session);
  private readonly options = inject(OptionSets);

  get currency(): string {
    return this.session.me()?.workspace.currency ?? 'CNY';
  }
  private get timeZone(): string {
    return this.session.me()?.workspace.timeZone ?? 'Asia/Shanghai';
  }
  get today(): string {
    return todayIn(this.timeZone);
  }

  money(amount: number, currency = this.currency, compact = false): string {
    return showMoney(amount, currency, this.words.language(), compact);
  }
  /** A price per unit, in 10⁻⁴ of the currency, with as many decimals as it has. */
  unitPrice(price: number, currency = this.currency): string {
    const digits = minorDigits(currency);
    return new Intl.NumberFormat(this.words.language(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: Math.max(4, digits) }).format(price / 10_000);
  }
  number(value: number, decimals = 0): string {
    return new Intl.NumberFormat(this.words.language(), { maximumFractionDigits: decimals }).format(value / 10 ** decimals);
  }
  percent(hundredths: number): string {
    return `${this.number(hundredths, 2)}%`;
  }
  /** '11-18' within this year, with the year in any other. */
  day(day: string): string {
    return day.slice(0, 4) === this.today.slice(0, 4) ? day.slice(5) : day;
  }
  /** Relative within a week, then the day. */
  moment(iso: string): string {
    const day = todayIn(this.timeZone, new Date(iso));
    const days = daysBetween(day, this.today);
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: this.timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(iso));
    if (days === 0) return `${this.words.t('ui.today')} ${time}`;
    if (days > 0 && days < 7) return new Intl.RelativeTimeFormat(this.words.language(), { numeric: 'auto' }).format(-days, 'day');
    return this.day(day);
  }
  exactly(iso: string): string {
    return new Intl.DateTimeFormat(this.words.language(), { timeZone: this.timeZone, dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso));
  }

  /** The entries of a list as people read them. */
  entries({ of, labels }: Field, values: readonly string[]): string[] {
    return values.map((entry) => (entry === UNREADABLE ? this.words.t('ui.unreadable') : of === 'phone' ? showPhone(entry) : labels ? this.words.t(`${labels}.${entry}`) : entry));
  }
  /** What another record is called, in the reader's language. */
  named(of: Named | null | undefined): string {
    return (this.words.chinese() && of?.nameZh) || (of?.name ?? '');
  }

  /** What a record itself is called, in the reader's language. */
  called(of: Class, record: object): string {
    const told = record as Shown;
    return String((this.words.chinese() && told['nameZh']) || (told[recordOf(of).title] ?? ''));
  }

  /** What a record points at; something one may not see has no name. */
  private reference(to: Named | null | undefined): string {
    return to?.id && !to.name ? this.words.t('ui.notYours') : this.named(to);
  }

  /** A field of a record as text; '' when it is empty. */
  text(of: Class, field: Field, record: Shown): string {
    const value = record[field.name];
    if (value === null || value === undefined) return '';
    if (value === UNREADABLE) return this.words.t('ui.unreadable');
    switch (field.kind) {
      case 'money':
        return this.money(value as number, (record['currency'] as string | undefined) ?? this.currency);
      case 'unitPrice':
        return this.unitPrice(value as number, (record['currency'] as string | undefined) ?? this.currency);
      case 'percent':
        return this.percent(value as number);
      case 'quantity':
        return this.number(value as number, 3);
      case 'rate':
        return this.number(value as number, 8);
      case 'integer':
        return field.name.endsWith('Year') ? String(value) : this.number(value as number);
      case 'day':
        return this.day(value as string);
      case 'moment':
        return this.moment(value as string);
      case 'flag':
        return this.words.t(value ? 'ui.yes' : 'ui.no');
      case 'choice':
        return this.words.choice(of, field, value as string);
      case 'option':
        return this.options.label(field.set ?? '', value as string);
      case 'ref':
        return this.reference(record[field.name.replace(/Id$/, '')] as Named | null | undefined);
      case 'phone':
        return showPhone(value as string);
      case 'texts':
        return this.entries(field, value as string[]).join(', ');
      default:
        return String(value as string);
    }
  }
}
