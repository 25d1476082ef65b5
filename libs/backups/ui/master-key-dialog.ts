import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Formats, Problems, T, Words } from '#kernel/ui';
import { BackupsClient } from './backups-client.ts';

const LAST = 6;

/** Makes the master key here, in the browser, shows it once, and goes on when its end was typed by whoever kept it. */
@Component({
  selector: 'crm-master-key-dialog',
  imports: [MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="$event.preventDefault(); keep()">
      <h2 mat-dialog-title>{{ 'backup.master.title' | t }}</h2>
      <mat-dialog-content>
        <p>{{ 'backup.master.says' | t }}</p>
        @if (failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
        @if (pair(); as key) {
          <code class="key" tabindex="0">{{ key.identity }}</code>
          <div class="row">
            <button matButton="outlined" type="button" (click)="copy(key.identity)">{{ (copied() ? 'backup.master.copied' : 'backup.master.copy') | t }}</button>
            <button matButton="outlined" type="button" (click)="download(key)">{{ 'backup.master.download' | t }}</button>
          </div>
          <label>{{ 'backup.master.name' | t }}<input [value]="name()" maxlength="100" autocomplete="off" (input)="name.set($any($event.target).value)" /></label>
          <label>{{ 'backup.master.sure' | t }}<input [value]="typed()" autocomplete="off" autocapitalize="characters" spellcheck="false" (input)="typed.set($any($event.target).value.trim().toUpperCase())" /></label>
        } @else { <p role="status">{{ 'backup.master.wait' | t }}</p> }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit" [disabled]="!sure()">{{ 'backup.master.keep' | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content { display: grid; gap: 12px; width: min(520px, 80vw); } p { margin: 0; } .failure { color: var(--mat-sys-error); } .row { display: flex; flex-wrap: wrap; gap: 8px; }
    .key { padding: 12px; border: 1px solid var(--mat-sys-primary); border-radius: 8px; font-size: 13px; overflow-wrap: anywhere; user-select: all; }
    label { display: grid; gap: 4px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } input { min-height: 40px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; }
  `,
})
export class MasterKeyDialog {
  private readonly dialog = inject<MatDialogRef<MasterKeyDialog, boolean>>(MatDialogRef);
  private readonly client = inject(BackupsClient);
  private readonly problems = inject(Problems);
  private readonly formats = inject(Formats);
  private readonly words = inject(Words);
  protected readonly name = signal(this.words.t('backup.keyKind.master'));
  protected readonly typed = signal('');
  protected readonly copied = signal(false);
  protected readonly failure = signal<string | null>(null);
  private readonly made = resource({
    loader: async () => {
      const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
      const identity = await generateX25519Identity();
      return { identity, recipient: await identityToRecipient(identity) };
    },
  });
  protected readonly pair = computed(() => (this.made.hasValue() ? this.made.value() : null));
  protected readonly sure = computed(() => this.typed().length === LAST && this.name().trim() !== '' && (this.pair()?.identity.endsWith(this.typed()) ?? false));

  protected async copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text).then(() => this.copied.set(true), () => undefined); // prettier-ignore
  }
  protected download({ identity, recipient }: { identity: string; recipient: string }): void {
    const told = this.words.t('backup.master.fileText', { host: location.host, when: this.formats.exactly(new Date().toISOString()), recipient });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${told.split('\n').map((line) => `# ${line}`).join('\n')}\n${identity}\n`], { type: 'text/plain' })); // prettier-ignore
    link.download = this.words.t('backup.master.file');
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  protected async keep(): Promise<void> {
    const key = this.pair();
    if (!key || !this.sure()) return;
    try {
      await this.client.send('POST', '/keys', { kind: 'master', name: this.name().trim(), recipient: key.recipient });
      this.dialog.close(true);
    } catch (error) {
      this.failure.set(this.problems.say(error));
    }
  }
}
