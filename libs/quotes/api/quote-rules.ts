import { Injectable } from '@nestjs/common';
import { currentPrincipal, Invalid, KeptSetting, Records } from '#kernel/api';
import { pictureSize } from '#documents/model';
import { QUOTE_DEFAULTS, type QuoteSettings } from '#quotes/model';
import { pdfOf } from './document/pdf.ts';

const MOST_POINTS = 4_000_000;
/** A few bytes may claim to be a picture that fills the memory of whoever draws it. */
function isDrawable(logo: string): boolean {
  const size = pictureSize(Buffer.from(logo.slice(logo.indexOf(',') + 1), 'base64'));
  return size !== null && size.width * size.height <= MOST_POINTS;
}

/** What holds for all quotes: their limits, their terms, and the head of their document. */
@Injectable()
export class QuoteRules {
  private readonly setting: KeptSetting<QuoteSettings>;

  constructor(private readonly kernel: Records) {
    this.setting = new KeptSetting(kernel, 'quotes', 'logo');
  }

  async get(): Promise<QuoteSettings> {
    return { ...QUOTE_DEFAULTS, ...(await this.setting.stored()) };
  }
  /** Throws Invalid for a logo that no document could show. */
  async save(settings: QuoteSettings): Promise<void> {
    if (settings.logo && !isDrawable(settings.logo)) throw new Invalid([{ pointer: '/logo', code: 'logo' }]);
    if (settings.logo) await pdfOf({ content: [{ image: settings.logo }], defaultStyle: { font: 'noto' } }).catch(() => Promise.reject(new Invalid([{ pointer: '/logo', code: 'logo' }])));
    await this.setting.write('update', await this.get(), settings);
  }

  /** The largest discount that whoever acts gives without an approval: the most generous of their roles, else the workspace's. */
  async limit(): Promise<number> {
    const { discountLimit, roleLimits } = await this.get();
    const { id } = currentPrincipal();
    if (roleLimits.length === 0 || !id) return discountLimit;
    const roles = await this.kernel.db.read<{ value: string }>('SELECT `value` FROM `user_roles` WHERE `recordId` = ?', [id]);
    const own = roleLimits.filter(({ role }) => roles.some(({ value }) => value === role)).map(({ discount }) => discount);
    return own.length > 0 ? Math.max(...own) : discountLimit;
  }

  async termsIn(language: string): Promise<string | null> {
    const { termsZh, termsEn } = await this.get();
    return language === 'en' ? termsEn : termsZh;
  }
}
