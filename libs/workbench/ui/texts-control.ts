import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { MatChipsModule, type MatChipInputEvent } from '@angular/material/chips';
import { MatFormField } from '@angular/material/form-field';
import { UNREADABLE } from '#kernel/model';
import { Icon, T } from '#kernel/ui';

/** A short list of texts: Enter or a comma adds one. */
@Component({
  selector: 'crm-texts-control',
  imports: [Icon, MatChipsModule, MatFormField, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-chip-grid #grid [attr.aria-label]="label()">
        @for (entry of value(); track $index) {
          <mat-chip-row (removed)="remove($index)" [title]="entry === lost ? ('ui.unreadableHint' | t) : ''">@if (entry === lost) { <crm-icon name="warning" /> {{ 'ui.unreadable' | t }} } @else { {{ entry }} }
            <button matChipRemove [attr.aria-label]="('ui.remove' | t) + ' ' + (entry === lost ? ('ui.unreadable' | t) : entry)"><crm-icon name="close" /></button>
          </mat-chip-row>
        }
        <input [id]="inputId()" [matChipInputFor]="grid" [matChipInputAddOnBlur]="true" [matChipInputSeparatorKeyCodes]="[13, 188]" (matChipInputTokenEnd)="add($event)" />
      </mat-chip-grid>
    </mat-form-field>
  `,
  styles: 'mat-form-field { width: 100%; } crm-icon { width: 16px; height: 16px; }',
})
export class TextsControl {
  readonly value = model<string[]>([]);
  protected readonly lost = UNREADABLE;
  readonly inputId = input('');
  readonly label = input('');

  protected add({ value, chipInput }: MatChipInputEvent): void {
    const text = value.trim();
    if (text && !this.value().includes(text)) this.value.update((all) => [...all, text]);
    chipInput.clear();
  }
  protected remove(index: number): void {
    this.value.update((all) => all.filter((_, at) => at !== index));
  }
}
