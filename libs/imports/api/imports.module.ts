import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { CompetitorsModule } from '#competitors/api';
import { ContactsModule } from '#contacts/api';
import { CustomersModule } from '#customers/api';
import { OpportunitiesModule } from '#opportunities/api';
import { ProductsModule } from '#products/api';
import { ImportController } from './import.controller.ts';
import { ImportFiles } from './import-files.service.ts';
import { ImportMadeQueries } from './import-made.queries.ts';
import { ImportQueries } from './import.queries.ts';
import { ImportRowQueries } from './import-rows.queries.ts';
import { Imports } from './imports.service.ts';
import { MappingController } from './mapping.controller.ts';
import { MappingQueries } from './mapping.queries.ts';
import { Mappings } from './mappings.service.ts';
import { PeopleRows } from './people-rows.ts';
import { Writers } from './writers.ts';

/** Bringing files in. */
@Module({
  imports: [AccountsModule, CompetitorsModule, ContactsModule, CustomersModule, OpportunitiesModule, ProductsModule],
  controllers: [MappingController, ImportController],
  providers: [Imports, ImportFiles, ImportMadeQueries, ImportQueries, ImportRowQueries, MappingQueries, Mappings, PeopleRows, Writers],
})
export class ImportsModule {}
