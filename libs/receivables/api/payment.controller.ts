import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Assignment } from '#kernel/model';
import { Id, Needs, Version } from '#kernel/api';
import { Match, NewPayment, Payment, PaymentChange, Reversal, WriteOff } from '#receivables/model';
import { PaymentDesk } from './payment-desk.service.ts';
import { PaymentService } from './payment.service.ts';

@Controller('api/v1/payments')
export class PaymentController {
  constructor(
    private readonly payments: PaymentService,
    private readonly desk: PaymentDesk,
  ) {}

  /** A list; `unmatched=true` leaves receipts that no row of a plan has, or not all of. */
  @Get()
  @Needs(Payment.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.payments.list(query);
  }

  @Get(':id')
  @Needs(Payment.may.read)
  get(@Id() id: string) {
    return this.payments.get(id);
  }

  /** Records a receipt; on a contract it is submitted for approval at once. */
  @Post()
  @Needs(Payment.may.create)
  create(@Body() body: NewPayment) {
    return this.desk.record(body);
  }

  @Patch(':id')
  @Needs(Payment.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: PaymentChange) {
    return this.payments.update(id, version, body);
  }

  /** Deletes one that was never approved. */
  @Delete(':id')
  @HttpCode(204)
  @Needs(Payment.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.payments.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Payment.may.delete)
  restore(@Id() id: string) {
    return this.payments.restore(id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Needs(Payment.may.assign)
  assign(@Id() id: string, @Version() version: number, @Body() { ownerId }: Assignment) {
    return this.payments.assign(id, version, ownerId);
  }

  /** Says which rows of the plan it is for; a receipt that nobody claimed becomes one of their contract. */
  @Post(':id/match')
  @HttpCode(200)
  @Needs(Payment.may.update)
  match(@Id() id: string, @Version() version: number, @Body() { allocations }: Match) {
    return this.desk.match(id, version, allocations);
  }

  /** Takes an approved payment back by an entry with the opposite sign. */
  @Post(':id/reverse')
  @HttpCode(200)
  @Needs('payment.reverse')
  reverse(@Id() id: string, @Version() version: number, @Body() body: Reversal) {
    return this.payments.reverse(id, version, body);
  }

  @Get(':id/history')
  @Needs(Payment.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.payments.history(id, after ?? null);
  }
}

@Controller('api/v1/write-offs')
export class WriteOffController {
  constructor(private readonly payments: PaymentService) {}

  /** Gives up a claim on a contract. */
  @Post()
  @Needs('payment.write-off')
  async create(@Body() body: WriteOff) {
    return this.payments.get(await this.payments.writeOff(body));
  }
}
