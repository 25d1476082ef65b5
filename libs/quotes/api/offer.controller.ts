import { Body, Controller, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { Answers, Public } from '#kernel/api';
import { OfferAnswer, OfferToken } from '#quotes/model';
import { OFFER } from './answers.ts';
import { Offers } from './offers.ts';

/** For customers, without an account: the secret of their link stands in the body, so that no log of addresses has it. */
@Controller('api/v1/offers')
export class OfferController {
  constructor(private readonly offers: Offers) {}

  /** The quote of a link. */
  @Post('open')
  @HttpCode(200)
  @Public()
  @Answers(OFFER)
  open(@Body() { token }: OfferToken) {
    return this.offers.open(token);
  }

  /** Its document, to be saved. */
  @Post('document')
  @HttpCode(200)
  @Public()
  async document(@Body() { token }: OfferToken): Promise<StreamableFile> {
    const { name, bytes } = await this.offers.document(token, null);
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`, length: bytes.length });
  }

  /** The customer accepts or declines, once. */
  @Post('answer')
  @HttpCode(200)
  @Public()
  @Answers(OFFER)
  answer(@Body() body: OfferAnswer) {
    return this.offers.answer(body);
  }
}
