import { Module } from '@nestjs/common';
import { CustomerController } from './customer.controller.ts';
import { CustomerService } from './customer.service.ts';

/** Customers. */
@Module({ controllers: [CustomerController], providers: [CustomerService], exports: [CustomerService] })
export class CustomersModule {}
