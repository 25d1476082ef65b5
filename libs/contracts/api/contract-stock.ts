import { Injectable } from '@nestjs/common';
import { Stock } from '#stock/api';
import type { ContractEntity } from './contract.entity.ts';

/** Keeps goods for contracts that are in force. */
@Injectable()
export class ContractStock {
  constructor(private readonly stock: Stock) {}

  /** Keeps what a contract sells until it is delivered, or nothing more comes of it; what its quote kept is let go. Throws Rejected when there is not enough. */
  async keep({ id, quoteId, lines }: ContractEntity): Promise<void> {
    if (quoteId) await this.stock.release('quote', quoteId);
    const wanted = lines.flatMap(({ productId, quantity }) => (productId ? [{ productId, quantity }] : []));
    await this.stock.reserve({ forKind: 'contract', forId: id, lines: wanted, kind: 'hard' });
  }
  letGo({ id }: ContractEntity): Promise<void> {
    return this.stock.release('contract', id);
  }
}
