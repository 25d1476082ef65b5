import { ChangeDetectionStrategy, Component, computed, inject, Injectable, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { fromTyped, T, Toast } from '#kernel/ui';
import { Records } from '#workbench/ui';
import { Product } from '#products/model';
import { pasted, type PriceRow } from './price-table.ts';

/** What was pasted, as rows of the table, with the quantities its first line named. */
export interface PastedPrices {
  readonly rows: readonly PriceRow[];
  readonly quantities: readonly number[];
}

/** Takes rows from a spreadsheet: the code of a product, then its prices; a first line may name the quantities. */
@Component({
  selector: 'crm-price-paste',
  imports: [MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'price-book.paste' | t }}</h2>
    <mat-dialog-content>
      <p>{{ 'price-book.pasteSays' | t }}</p>
      <textarea rows="10" spellcheck="false" [value]="text()" (input)="text.set($any($event.target).value)" [attr.aria-label]="'price-book.paste' | t" placeholder="L-1&#9;12.5&#9;11.9" cdkFocusInitial></textarea>
      @if (unknown().length > 0) { <p class="bad" role="alert">{{ 'price-book.unknown' | t: { codes: unknown().join(', ') } }}</p> }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton mat-dialog-close>{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" (click)="take()" [disabled]="rows().length === 0">{{ 'price-book.take' | t }}</button>
    </mat-dialog-actions>
  `,
  styles: 'mat-dialog-content { width: min(560px, 84vw); } p { margin: 0 0 8px; color: var(--mat-sys-on-surface-variant); } .bad { color: var(--mat-sys-error); margin: 8px 0 0; } textarea { width: 100%; padding: 8px 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: inherit; font: 13px/20px ui-monospace, monospace; tab-size: 14; }',
})
class PriceSheet {
  private readonly usual = inject<readonly number[]>(MAT_DIALOG_DATA);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  private readonly dialog = inject(MatDialogRef);
  protected readonly text = signal('');
  protected readonly unknown = signal<readonly string[]>([]);
  protected readonly rows = computed(() => pasted(this.text()).filter(([code]) => code?.trim()));

  protected async take(): Promise<void> {
    const [first, ...rest] = this.rows();
    const heads = (first ?? []).slice(1).map((text) => fromTyped(text.replace(/[^\d.,]/g, ''), 3));
    // A line whose first cell is no code of a product and whose others are quantities is the head.
    const products = await this.find(this.rows().map(([code]) => code?.trim() ?? ''));
    const headed = first !== undefined && !products.has(first[0]?.trim().toLowerCase() ?? '') && heads.length > 0 && heads.every((quantity) => typeof quantity === 'number' || quantity === null);
    const quantities = headed ? heads.map((quantity, index) => (typeof quantity === 'number' ? (quantity <= 1000 ? 0 : quantity) : (this.usual[index] ?? 0))) : this.usual;
    const lines = headed ? rest : this.rows();
    const missing = lines.flatMap(([code = '']) => (products.has(code.trim().toLowerCase()) ? [] : [code.trim()]));
    this.unknown.set(missing.slice(0, 20));
    if (missing.length > 0) return;
    const rows = lines.map(([code = '', ...texts]): PriceRow => {
      const { id, name } = products.get(code.trim().toLowerCase()) as Product;
      return { productId: id, name, cells: new Map(texts.slice(0, quantities.length).map((text, index) => [quantities[index] as number, text.trim()])) };
    });
    this.dialog.close({ rows, quantities: headed ? quantities : [] } satisfies PastedPrices);
  }

  private async find(codes: readonly string[]): Promise<Map<string, Product>> {
    const found = new Map<string, Product>();
    const asked = [...new Set(codes)].filter((code) => code && !code.includes(','));
    try {
      for (let start = 0; start < asked.length; start += 100) {
        const { items } = await this.records.list(Product, { code: asked.slice(start, start + 100).join(), size: '200' });
        for (const product of items) found.set(product.code.toLowerCase(), product);
      }
    } catch (error) {
      this.toast.fail(error);
    }
    return found;
  }
}

/** Opens the sheet; answers what was taken, or null. */
@Injectable({ providedIn: 'root' })
export class PastePrices {
  private readonly dialog = inject(MatDialog);
  async open(quantities: readonly number[]): Promise<PastedPrices | null> {
    return (await firstValueFrom(this.dialog.open<PriceSheet, readonly number[], PastedPrices>(PriceSheet, { data: quantities }).afterClosed())) ?? null;
  }
}
