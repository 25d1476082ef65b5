import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Id, Needs } from '#kernel/api';
import { Correction, Delivery, Receipt, StockEntry, StockLevel, StockReservation, Transfer } from '#stock/model';
import { StockEntries, StockLedger } from './stock-ledger.ts';
import { StockReservations } from './stock-reservations.ts';
import { Stock } from './stock.service.ts';

/** What lies where, and how it is moved by hand. */
@Controller('api/v1/stock')
export class StockController {
  constructor(
    private readonly ledger: StockLedger,
    private readonly stock: Stock,
  ) {}

  @Get()
  @Needs(StockLevel.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.ledger.list(query);
  }

  @Get(':id')
  @Needs(StockLevel.may.read)
  get(@Id() id: string) {
    return this.ledger.get(id);
  }

  @Get(':id/history')
  @Needs(StockLevel.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.ledger.history(id, after ?? null);
  }

  /** Takes goods into a warehouse. */
  @Post('receive')
  @HttpCode(204)
  @Needs('stock.move')
  receive(@Body() body: Receipt) {
    return this.stock.receive(body);
  }

  /** Gives goods away that nothing was reserved for. */
  @Post('hand-out')
  @HttpCode(204)
  @Needs('stock.move')
  handOut(@Body() body: Delivery) {
    return this.stock.handOut(body);
  }

  /** Moves goods to another warehouse, where they are at once. */
  @Post('transfer')
  @HttpCode(204)
  @Needs('stock.move')
  transfer(@Body() body: Transfer) {
    return this.stock.transfer(body);
  }

  /** Sends goods to another warehouse: in transit until they arrive. */
  @Post('send')
  @HttpCode(204)
  @Needs('stock.move')
  send(@Body() body: Transfer) {
    return this.stock.send(body);
  }

  /** Takes in what was in transit. */
  @Post('arrive')
  @HttpCode(204)
  @Needs('stock.move')
  arrive(@Body() body: Receipt) {
    return this.stock.arrive(body);
  }

  /** Writes what there really is, with the reason. */
  @Post('correct')
  @HttpCode(204)
  @Needs('stock.move')
  correct(@Body() body: Correction) {
    return this.stock.correct(body);
  }
}

/** The ledger, which is only ever added to. */
@Controller('api/v1/stock-entries')
export class StockEntryController {
  constructor(private readonly entries: StockEntries) {}

  @Get()
  @Needs(StockEntry.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.entries.list(query);
  }
}

/** What is kept for whom. */
@Controller('api/v1/stock-reservations')
export class StockReservationController {
  constructor(private readonly reservations: StockReservations) {}

  @Get()
  @Needs(StockReservation.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.reservations.list(query);
  }
}
