import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Assignment, Reveal } from '#kernel/model';
import { Id, Needs, Overviews, Version } from '#kernel/api';
import { Customer, CustomerChange, NewCustomer } from '#customers/model';
import { CustomerService } from './customer.service.ts';

@Controller('api/v1/customers')
export class CustomerController {
  constructor(
    private readonly customers: CustomerService,
    private readonly overviews: Overviews,
  ) {}

  @Get()
  @Needs(Customer.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.customers.list(query);
  }

  @Get(':id')
  @Needs(Customer.may.read)
  get(@Id() id: string) {
    return this.customers.get(id);
  }

  /** The customer with the heads of contacts, deals and history. */
  @Get(':id/overview')
  @Needs(Customer.may.read)
  overview(@Id() id: string) {
    return this.overviews.of('customer', id);
  }

  @Post()
  @Needs(Customer.may.create)
  create(@Body() body: NewCustomer) {
    return this.customers.create(body);
  }

  @Patch(':id')
  @Needs(Customer.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: CustomerChange) {
    return this.customers.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Customer.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.customers.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Customer.may.delete)
  restore(@Id() id: string) {
    return this.customers.restore(id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Needs(Customer.may.assign)
  assign(@Id() id: string, @Version() version: number, @Body() { ownerId }: Assignment) {
    return this.customers.assign(id, version, ownerId);
  }

  /** Shows what is behind the mask of a field; the audit says who looked. */
  @Post(':id/reveal')
  @HttpCode(200)
  @Needs('customer.reveal')
  reveal(@Id() id: string, @Body() { field }: Reveal) {
    return this.customers.reveal(id, field);
  }

  @Get(':id/history')
  @Needs(Customer.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.customers.history(id, after ?? null);
  }
}
