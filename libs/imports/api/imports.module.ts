import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { ContactsModule } from '#contacts/api';
import { CustomersModule } from '#customers/api';
import { OpportunitiesModule } from '#opportunities/api';
import { ProductsModule } from '#products/api';
import { ImportController } from './import.controller.ts';
import { ImportQueries } from './import.queries.ts';
import { Imports } from './imports.service.ts';
import { PeopleRows } from './people-rows.ts';
import { Writers } from './writers.ts';

/** Bringing files in. */
@Module({
  imports: [AccountsModule, ContactsModule, CustomersModule, OpportunitiesModule, ProductsModule],
  controllers: [ImportController],
  providers: [Imports, ImportQueries, PeopleRows, Writers],
})
export class ImportsModule {}
