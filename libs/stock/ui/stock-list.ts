import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Icon, Session, T } from '#kernel/ui';
import { RecordList, type View } from '#workbench/ui';
import { StockLevel } from '#stock/model';
import { MovementMenu } from './movement-menu.ts';

/** What lies where: each product in each warehouse. */
@Component({
  selector: 'crm-stock-list',
  imports: [Icon, MatButton, MovementMenu, RecordList, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-list [of]="of" [columns]="['name', 'code', 'warehouseId', 'onHand', 'reserved', 'available', 'inTransit']" [card]="['warehouseId', 'available']" [views]="views">
      <a tools matButton="outlined" class="places" routerLink="/warehouses"><crm-icon name="warehouse" /><span>{{ 'stock.warehouses' | t }}</span></a>
      <a tools matButton="outlined" class="counts" routerLink="/stock-counts" [attr.aria-label]="'stock.counts' | t"><crm-icon name="check" /><span>{{ 'stock.counts' | t }}</span></a>
      <ng-container tools>@if (session.can('stock.move')) { <crm-movement-menu /> }</ng-container>
    </crm-record-list>
  `,
  styles: ':host { display: block; height: 100%; min-height: 0; } @media (max-width: 767px) { .places, .counts span { display: none; } .counts { min-width: 40px; padding: 0 10px; } }',
})
export class StockLevelList {
  protected readonly of = StockLevel;
  protected readonly session = inject(Session);
  protected readonly views: View[] = [{ key: 'all', params: {} }, { key: 'short', params: { 'available.lte': '0' } }, { key: 'transit', params: { 'inTransit.gt': '0' } }];
}
