import { ChangeDetectionStrategy, Component, computed, effect, inject, input, model, signal } from '@angular/core';
import { MatAutocompleteModule, type MatAutocompleteSelectedEvent } from '@angular/material/autocomplete';
import { MatInput } from '@angular/material/input';
import { MatFormField } from '@angular/material/form-field';
import type { Named } from '#kernel/model';
import { RefNames, T } from '#kernel/ui';

/** Chooses another record by typing part of its name. */
@Component({
  selector: 'crm-ref-control',
  imports: [MatAutocompleteModule, MatFormField, MatInput, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <input matInput [id]="inputId()" [attr.aria-label]="label() || null" [placeholder]="'ui.typeToFind' | t" [matAutocomplete]="found" [value]="shown()"
        (focus)="enter()" (input)="type($any($event.target).value)" (blur)="leave()" autocomplete="off" [disabled]="disabled()" />
      <mat-autocomplete #found="matAutocomplete" [autoActiveFirstOption]="!!typing()?.trim()" (optionSelected)="choose($event)" [displayWith]="nameOf">
        @for (option of options(); track option.id) { <mat-option [value]="option">{{ option.name }}</mat-option> }
        @if (options().length === 0 && looked()) { <mat-option disabled>{{ 'ui.nothingFound' | t }}</mat-option> }
      </mat-autocomplete>
    </mat-form-field>
  `,
  styles: 'mat-form-field { width: 100%; }',
})
export class RefControl {
  readonly to = input.required<string>();
  readonly value = model<string | null>(null);
  readonly within = input<Readonly<Record<string, string>>>({});
  readonly inputId = input('');
  readonly label = input('');
  readonly disabled = input(false);
  private readonly names = inject(RefNames);

  protected readonly typing = signal<string | null>(null);
  protected readonly options = signal<readonly Named[]>([]);
  protected readonly looked = signal(false);
  protected readonly shown = computed(() => this.typing() ?? (this.value() ? this.names.of(this.to(), this.value() as string) : ''));
  private timer = 0;

  constructor() {
    effect(() => {
      this.value();
      this.typing.set(null);
    });
  }

  protected nameOf = (named: Named | string | null) => (typeof named === 'string' ? named : (named?.name ?? ''));

  /** What is empty offers choices at once; what says something only once it is typed over. */
  protected enter(): void {
    if (this.value()) this.options.set([]);
    else this.look('');
    this.looked.set(false);
  }
  protected type(text: string): void {
    this.typing.set(text);
    this.look(text);
  }
  protected look(text: string): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(async () => {
      this.options.set(await this.names.find(this.to(), text, this.within()));
      this.looked.set(true);
    }, 120);
  }
  protected choose({ option }: MatAutocompleteSelectedEvent): void {
    const named = option.value as Named;
    this.names.learn(this.to(), named.id, named.name);
    this.value.set(named.id);
    this.typing.set(null);
  }
  /** Clearing the text clears the reference; text that is no choice is put back. */
  protected leave(): void {
    setTimeout(() => {
      if (this.typing() === '') this.value.set(null);
      this.typing.set(null);
    }, 200);
  }
}
