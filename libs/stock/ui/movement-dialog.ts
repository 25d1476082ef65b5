import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, Injectable } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import type { Class } from '#kernel/model';
import { SentForm, T, Toast, Words, type Draft } from '#kernel/ui';
import { FormFields, Records } from '#workbench/ui';
import { Correction, StockLevel } from '#stock/model';
import { OneWay, TwoWays } from './movement-drafts.ts';

export const MOVES = ['receive', 'handOut', 'transfer', 'send', 'arrive', 'correct'] as const;
export type Move = (typeof MOVES)[number];
/** Where goods are to be moved, as far as it is known. */
export interface MovedPlace {
  readonly productId?: string;
  readonly warehouseId?: string;
}
interface Asked {
  readonly move: Move;
  readonly at: MovedPlace;
}
const WAYS: Readonly<Record<Move, { readonly path: string; readonly of: Class; readonly names: readonly string[] }>> = {
  receive: { path: 'receive', of: OneWay, names: ['productId', 'warehouseId', 'quantity', 'reason'] },
  handOut: { path: 'hand-out', of: OneWay, names: ['productId', 'warehouseId', 'quantity', 'reason'] },
  arrive: { path: 'arrive', of: OneWay, names: ['productId', 'warehouseId', 'quantity', 'reason'] },
  transfer: { path: 'transfer', of: TwoWays, names: ['productId', 'fromId', 'toId', 'quantity', 'reason'] },
  send: { path: 'send', of: TwoWays, names: ['productId', 'fromId', 'toId', 'quantity', 'reason'] },
  correct: { path: 'correct', of: Correction, names: ['productId', 'warehouseId', 'onHand', 'reason'] },
};
const LABELS: Readonly<Record<string, string>> = { productId: 'stock.field.productId', warehouseId: 'stock.field.warehouseId', fromId: 'stock.from', toId: 'stock.to', quantity: 'stock.quantity', onHand: 'stock.counted', reason: 'stock.reason' };

/** The sheet on which goods are moved by hand: which, where, how many, why. */
@Component({
  selector: 'crm-movement',
  imports: [FormFields, MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="sent.submit($event)">
      <h2 mat-dialog-title>{{ 'stock.' + asked.move | t }}</h2>
      <mat-dialog-content>
        <p>{{ 'stock.' + asked.move + 'Says' | t }}</p>
        <crm-form-fields [form]="sent.form" [of]="way.of" [names]="names" [wide]="['productId', 'reason']" [labelOf]="label" [words]="words" [within]="within" />
        @if (sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit" [disabled]="sent.busy()">{{ 'stock.' + asked.move | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: 'mat-dialog-content { width: min(460px, 84vw); } p { margin: 0 0 12px; color: var(--mat-sys-on-surface-variant); } .failure { margin: 12px 0 0; color: var(--mat-sys-error); }',
})
class MovementSheet {
  protected readonly asked = inject<Asked>(MAT_DIALOG_DATA);
  protected readonly words = StockLevel;
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  private readonly dialog = inject(MatDialogRef);
  private readonly toast = inject(Toast);
  private readonly dictionary = inject(Words);
  protected readonly way = WAYS[this.asked.move];
  /** A product that is known stands on the page behind. */
  protected readonly names = this.way.names.filter((name) => name !== 'productId' || !this.asked.at.productId);
  protected readonly within = { productId: { stocking: 'strict,back-order' } };
  protected readonly sent = new SentForm(this.way.of, { ...this.asked.at, fromId: this.asked.at.warehouseId ?? null }, async (draft) => {
    await firstValueFrom(this.http.post(`/api/v1/stock/${this.way.path}`, this.bodyOf(draft)));
    this.records.changes.update((n) => n + 1);
    this.toast.show('stock.done');
    this.dialog.close();
  });
  protected label = (name: string) => this.dictionary.t(LABELS[name] ?? name);

  private bodyOf({ productId, quantity, ...rest }: Draft): Draft {
    return this.asked.move === 'correct' ? { productId, ...rest } : { ...rest, lines: [{ productId, quantity }] };
  }
}

/** Opens the sheet for a way of moving goods. */
@Injectable({ providedIn: 'root' })
export class MovementDialog {
  private readonly dialog = inject(MatDialog);
  async open(move: Move, at: MovedPlace): Promise<void> {
    const data: Asked = { move, at };
    await firstValueFrom(this.dialog.open<MovementSheet, Asked>(MovementSheet, { data }).afterClosed());
  }
}
