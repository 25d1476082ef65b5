import { Choice, Day, Quantity, RecordOf, RecordView, Ref, Text } from '#kernel/model';

export const RESERVATION_KINDS = ['soft', 'hard'] as const;
export const RESERVATION_STATUSES = ['reserved', 'partly-delivered', 'delivered', 'released', 'expired'] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];
const TONES = { reserved: 'info', 'partly-delivered': 'warning', delivered: 'success', released: 'neutral', expired: 'neutral' } as const;

/** Goods that are kept for a record: softly for a quote, hard for a contract in force. */
@RecordOf({ name: 'stock-reservation', path: 'stock-reservations', table: 'stock_reservation', title: 'forKind', owned: false })
export class StockReservation extends RecordView {
  @Ref('product', { filter: true, derived: true }) productId!: string;
  @Ref('warehouse', { filter: true, derived: true }) warehouseId!: string;
  @Text({ max: 40, derived: true }) forKind!: string;
  @Text({ max: 36, filter: true, derived: true }) forId!: string;
  @Choice(RESERVATION_KINDS, { filter: true, derived: true }) kind!: (typeof RESERVATION_KINDS)[number];
  @Quantity({ derived: true }) ordered!: number;
  /** What is still kept. */
  @Quantity({ derived: true }) reserved!: number;
  @Quantity({ derived: true }) delivered!: number;
  @Day({ optional: true, filter: true, sort: true, derived: true }) expiresOn!: string | null;
  @Choice(RESERVATION_STATUSES, { filter: true, derived: true, tones: TONES }) status!: ReservationStatus;
}

/** Where a reservation stands that was not given up: by what was ordered, is kept and was delivered. */
export function reservationStatus({ ordered, reserved, delivered }: Pick<StockReservation, 'ordered' | 'reserved' | 'delivered'>): ReservationStatus {
  if (delivered >= ordered) return 'delivered';
  if (reserved === 0) return 'released';
  return delivered > 0 ? 'partly-delivered' : 'reserved';
}
