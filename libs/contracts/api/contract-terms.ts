import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, Names, Workspace } from '#kernel/api';
import { factsOf, signedTerms } from '#contracts/model';
import type { ContractEntity } from './contract.entity.ts';
import { everything } from './everything.ts';

/** Writes the facts of a contract into its terms. */
@Injectable()
export class ContractTerms {
  constructor(
    private readonly names: Names,
    private readonly workspace: Workspace,
  ) {}

  /** The terms as they are signed: from then on they say the same, whatever becomes of the names in them. */
  signed(contract: ContractEntity): Promise<string | null> {
    const { terms, customerId, contactId, ownerId } = contract;
    if (!terms) return Promise.resolve(null);
    return as(everything(currentPrincipal()), async () => {
      const { name, language } = await this.workspace.settings();
      const nameOf = async (kind: string, id: string | null) => (id ? (await this.names.of(kind, [id])).get(id) : null);
      const [customer, contact, owner] = [await nameOf('customer', customerId), await nameOf('contact', contactId), await nameOf('user', ownerId)];
      return signedTerms(terms, factsOf({ ...contract, customer, contact, owner }, name, language));
    });
  }
}
