import { Body, Controller, Get, Put } from '@nestjs/common';
import { Answers, Needs } from '#kernel/api';
import { Mail } from '#mail/api';
import { Quote, QuoteSettings } from '#quotes/model';
import { QuoteRules } from './quote-rules.ts';

@Controller('api/v1/quote-settings')
export class QuoteSettingsController {
  constructor(
    private readonly rules: QuoteRules,
    private readonly mail: Mail,
  ) {}

  /** What quotes start with, and what their document says of the house. */
  @Get()
  @Needs('quote.configure')
  get() {
    return this.rules.get();
  }

  @Put()
  @Needs('quote.configure')
  async save(@Body() settings: QuoteSettings) {
    await this.rules.save(settings);
    return this.rules.get();
  }

  /** What whoever asks may give away without an approval, and what a new quote starts with. */
  @Get('mine')
  @Needs(Quote.may.read)
  @Answers({ type: 'object', required: ['discountLimit', 'validDays', 'termsZh', 'termsEn', 'mail'], properties: { discountLimit: { type: 'integer' }, validDays: { type: 'integer' }, termsZh: { type: ['string', 'null'] }, termsEn: { type: ['string', 'null'] }, mail: { type: 'boolean', description: 'Whether quotes can be sent by mail.' } } })
  async mine() {
    const { validDays, termsZh, termsEn } = await this.rules.get();
    return { discountLimit: await this.rules.limit(), validDays, termsZh, termsEn, mail: await this.mail.ready() };
  }
}
