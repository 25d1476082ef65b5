import { Clipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { T, Toast } from '#kernel/ui';

/** Recovery codes, shown this once: to keep, copy or download. */
@Component({
  selector: 'crm-recovery-codes',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'account.recoveryCodes' | t }}</h2>
    <p>{{ 'account.recoveryHint' | t }}</p>
    <ol>@for (code of codes(); track code) { <li>{{ code }}</li> }</ol>
    <div class="row">
      <button matButton="outlined" type="button" (click)="copy()">{{ 'account.copy' | t }}</button>
      <button matButton="outlined" type="button" (click)="download()">{{ 'account.download' | t }}</button>
      <button matButton="filled" type="button" (click)="kept.emit()">{{ 'account.codesKept' | t }}</button>
    </div>
  `,
  styles: `
    h2 { margin: 0 0 8px; font-size: 15px; font-weight: 600; } p { margin: 0 0 12px; color: var(--mat-sys-on-surface-variant); }
    ol { display: grid; grid-template-columns: repeat(auto-fit, minmax(230px, 1fr)); gap: 4px 16px; margin: 0 0 16px; padding: 12px; border-radius: 8px; list-style: none; background: var(--mat-sys-secondary-container); font: 13px/1.7 ui-monospace, monospace; }
    .row { display: flex; flex-wrap: wrap; gap: 8px; }
  `,
})
export class RecoveryCodesPart {
  readonly codes = input.required<readonly string[]>();
  readonly kept = output();
  private readonly clipboard = inject(Clipboard);
  private readonly toast = inject(Toast);

  protected copy(): void {
    this.clipboard.copy(this.codes().join('\n'));
    this.toast.show('account.copied');
  }
  protected download(): void {
    const url = URL.createObjectURL(new Blob([`${location.host}\n\n${this.codes().join('\n')}\n`], { type: 'text/plain' }));
    Object.assign(document.createElement('a'), { href: url, download: 'recovery-codes.txt' }).click();
    URL.revokeObjectURL(url);
  }
}
