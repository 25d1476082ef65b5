import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { Contract, Sign, Tick, WithReason } from '#contracts/model';
import { ContractLife } from './contract-life.service.ts';
import { ContractService } from './contract.service.ts';

/** What happens to a contract between its draft and the archive. */
@Controller('api/v1/contracts')
export class ContractVerbsController {
  constructor(
    private readonly contracts: ContractService,
    private readonly life: ContractLife,
  ) {}

  /** Sends an approved draft out to be signed. */
  @Post(':id/send')
  @HttpCode(200)
  @Needs(Contract.may.update)
  send(@Id() id: string, @Version() version: number) {
    return this.life.send(id, version);
  }

  @Post(':id/sign')
  @HttpCode(200)
  @Needs(Contract.may.update)
  sign(@Id() id: string, @Version() version: number, @Body() body: Sign) {
    return this.life.sign(id, version, body);
  }

  /** The other side does not sign. */
  @Post(':id/decline')
  @HttpCode(200)
  @Needs(Contract.may.update)
  decline(@Id() id: string, @Version() version: number, @Body() { reason }: WithReason) {
    return this.life.end(id, version, 'decline', reason);
  }

  /** Takes back what was sent out: it is a draft again. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Needs(Contract.may.update)
  withdraw(@Id() id: string, @Version() version: number) {
    return this.life.reopen(id, version, 'withdraw');
  }

  /** Makes a draft again of one that was declined. */
  @Post(':id/revise')
  @HttpCode(200)
  @Needs(Contract.may.update)
  revise(@Id() id: string, @Version() version: number) {
    return this.life.reopen(id, version, 'revise');
  }

  @Post(':id/activate')
  @HttpCode(200)
  @Needs(Contract.may.update)
  activate(@Id() id: string, @Version() version: number) {
    return this.life.activate(id, version);
  }

  @Post(':id/complete')
  @HttpCode(200)
  @Needs(Contract.may.update)
  complete(@Id() id: string, @Version() version: number) {
    return this.life.complete(id, version);
  }

  @Post(':id/terminate')
  @HttpCode(200)
  @Needs(Contract.may.update)
  terminate(@Id() id: string, @Version() version: number, @Body() { reason }: WithReason) {
    return this.life.end(id, version, 'terminate', reason);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Needs(Contract.may.update)
  archive(@Id() id: string, @Version() version: number) {
    return this.life.archive(id, version);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Needs(Contract.may.update)
  cancel(@Id() id: string, @Version() version: number, @Body() { reason }: WithReason) {
    return this.life.end(id, version, 'cancel', reason);
  }

  /** Marks a milestone as done on a day, or as not done. */
  @Post(':id/tick')
  @HttpCode(200)
  @Needs(Contract.may.update)
  tick(@Id() id: string, @Version() version: number, @Body() body: Tick) {
    return this.life.tick(id, version, body);
  }

  /** Makes a draft that goes on where this contract ends. */
  @Post(':id/renew')
  @Needs(Contract.may.create)
  renew(@Id() id: string) {
    return this.contracts.renew(id);
  }
}
