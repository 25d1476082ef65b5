import { Module } from '@nestjs/common';
import { ProductsModule } from '#products/api';
import { StockController, StockEntryController, StockReservationController } from './stock.controller.ts';
import { StockCountController } from './stock-count.controller.ts';
import { StockCounts } from './stock-count.service.ts';
import { StockEntries, StockLedger } from './stock-ledger.ts';
import { StockReservations } from './stock-reservations.ts';
import { StockWatch } from './stock-watch.ts';
import { Stock } from './stock.service.ts';
import { WarehouseController } from './warehouse.controller.ts';
import { WarehouseService } from './warehouse.service.ts';

/** Warehouses and what lies in them. */
@Module({
  imports: [ProductsModule],
  controllers: [StockController, StockEntryController, StockReservationController, StockCountController, WarehouseController],
  providers: [Stock, StockCounts, StockEntries, StockLedger, StockReservations, StockWatch, WarehouseService],
  exports: [Stock, StockCounts, StockEntries, StockLedger, StockReservations, WarehouseService],
})
export class StockModule {}
