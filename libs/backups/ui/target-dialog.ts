import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { PLACE_NEEDS, TARGET_KINDS, TargetInput, type TargetKind, type TargetView } from '#backups/model';
import { problemOf, SentForm, T, Words, type Draft } from '#kernel/ui';
import { FormFields } from '#workbench/ui';
import { BackupsClient } from './backups-client.ts';

const NAMES: Readonly<Record<TargetKind, readonly string[]>> = {
  folder: ['name', 'path'],
  s3: ['name', 'endpoint', 'bucket', 'region', 'prefix', 'accessKeyId', 'secret'],
  sftp: ['name', 'host', 'port', 'username', 'path', 'hostKey', 'secret'],
};
const BLANK: Draft = { name: null, enabled: true, path: null, endpoint: null, region: null, bucket: null, prefix: null, accessKeyId: null, host: null, port: null, username: null, hostKey: null, secret: null };

/** A place for backups: its kind, where it is, and a try before it is trusted. */
@Component({
  selector: 'crm-backup-target-dialog',
  imports: [FormFields, MatButton, MatCheckbox, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="sent.submit($event)">
      <h2 mat-dialog-title>{{ (target ? 'backup.edit' : 'backup.addTarget') | t }}</h2>
      <mat-dialog-content>
        @if (sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
        @if (shownKey(); as key) { <p class="key" role="note">{{ 'backup.hostKey' | t: { key } }} <button matButton type="button" (click)="takeKey(key)">{{ 'backup.takeKey' | t }}</button></p> }
        @if (!target) {
          <label>{{ 'backup.kindLabel' | t }}
            <select (change)="kind.set($any($event.target).value)">@for (one of kinds; track one) { <option [value]="one" [selected]="kind() === one">{{ 'backup.kind.' + one | t }}</option> }</select>
          </label>
        }
        <crm-form-fields [form]="sent.form" [of]="of" [names]="names()" [needed]="needed()" [labelOf]="label" [wide]="['secret']" [completions]="{ secret: 'new-password' }" />
        @if (kind() === 'sftp') { <p class="quiet">{{ 'backup.hostKeyHint' | t }}</p> }
        <mat-checkbox [checked]="sent.form.draft()['enabled'] === true" (change)="enable($event.checked)">{{ 'backup.field.enabled' | t }}</mat-checkbox>
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit" [disabled]="sent.busy()">{{ 'ui.save' | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styleUrl: './dialog.scss',
  styles: 'mat-dialog-content { width: min(560px, 80vw); } .key { overflow-wrap: anywhere; }',
})
export class TargetDialog {
  protected readonly target = inject<TargetView | null>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<TargetDialog, boolean>>(MatDialogRef);
  private readonly client = inject(BackupsClient);
  private readonly words = inject(Words);
  protected readonly of = TargetInput;
  protected readonly kinds = TARGET_KINDS;
  protected readonly kind = signal<TargetKind>(this.target?.kind ?? 'folder');
  protected readonly names = computed(() => NAMES[this.kind()]);
  protected readonly needed = computed(() => [...PLACE_NEEDS[this.kind()], ...(this.target?.hasSecret ? [] : ['secret'])]);
  /** What the server's key is, when it is not pinned yet. */
  protected readonly shownKey = signal<string | null>(null);
  private saved = this.target?.id ?? null;
  protected readonly sent = new SentForm(TargetInput, { ...BLANK, kind: this.kind(), ...this.target?.place, name: this.target?.name ?? null, enabled: this.target?.enabled ?? true }, (body) => this.save(body));

  protected label = (name: string): string => {
    const { kind } = this;
    const key = name === 'secret' ? (kind() === 's3' ? 'backup.field.secretS3' : 'backup.field.secretSftp') : `backup.field.${name}`;
    const text = this.words.t(key);
    return name === 'secret' && this.target?.hasSecret ? this.words.t('backup.field.kept', { what: text }) : text;
  };
  protected enable(enabled: boolean): void {
    this.sent.form.draft.update((draft) => ({ ...draft, enabled }));
  }
  protected takeKey(hostKey: string): void {
    this.sent.form.draft.update((draft) => ({ ...draft, hostKey }));
    this.shownKey.set(null);
  }

  /** Stored, and tried at once: a place that does not work is known before the night it is needed. */
  private async save(draft: Draft): Promise<void> {
    const kind = this.kind();
    const own = Object.fromEntries(Object.entries(BLANK).map(([name, blank]) => [name, name === 'enabled' || NAMES[kind].includes(name) ? (draft[name] ?? blank) : null]));
    const body = { ...own, kind };
    const { id } = await (this.saved ? this.client.send<TargetView>('PUT', `/targets/${this.saved}`, body) : this.client.send<TargetView>('POST', '/targets', body));
    this.saved = id;
    try {
      await this.client.send('POST', `/targets/${id}/test`, null);
    } catch (error) {
      const { code, params } = problemOf(error);
      if (code === 'backup-host-key') this.shownKey.set(String(params?.['hostKey'] ?? ''));
      throw error;
    }
    this.dialog.close(true);
  }
}
