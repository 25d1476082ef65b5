import { Injectable } from '@nestjs/common';
import { UserService } from '#accounts/api';
import { Workspace } from '#kernel/api';
import { Mail } from '#mail/api';
import { ContractService } from './contract.service.ts';

/** Reminds owners of the end of their contracts, once for each end, where mails leave at all. */
@Injectable()
export class ContractLetters {
  constructor(
    private readonly contracts: ContractService,
    private readonly users: UserService,
    private readonly mail: Mail,
    private readonly workspace: Workspace,
  ) {}

  /** As the system: notes the day, and tells the owner by mail. */
  async remind(id: string, today: string): Promise<void> {
    await this.contracts.change(id, 'update', null, async (contract) => {
      contract.remindedOn = today;
      const owner = contract.ownerId ? await this.users.get(contract.ownerId).catch(() => null) : null;
      if (!owner?.email || !(await this.mail.ready())) return;
      const { name, email, language } = owner;
      const facts = { number: contract.number, title: contract.name, day: contract.endsOn ?? '' };
      await this.mail.queue({ to: email, name, language: language ?? (await this.workspace.settings()).language, key: 'contract-ends', facts, path: `/contracts/${id}` });
    }, 'remind'); // prettier-ignore
  }
}
