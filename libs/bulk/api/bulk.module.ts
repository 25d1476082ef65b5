import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { BulkController, ExportController } from './bulk.controller.ts';
import { BulkQueries } from './bulk.queries.ts';
import { BulkResults } from './bulk-results.service.ts';
import { Bulk } from './bulk.service.ts';
import { Exports } from './exports.service.ts';

/** Work over many records at once. */
@Module({ imports: [AccountsModule], controllers: [BulkController, ExportController], providers: [Bulk, BulkQueries, BulkResults, Exports] })
export class BulkModule {}
