import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { NewBackupKey, type BackupKeyView } from '#backups/model';
import { Formats, T, Toast, Words } from '#kernel/ui';
import { Confirm, VerbDialog } from '#workbench/ui';
import { BackupsClient } from './backups-client.ts';
import { MasterKeyDialog } from './master-key-dialog.ts';

/** Who can open backups: the master key somebody keeps, recipients of their own, and this server for its drills. */
@Component({
  selector: 'crm-backup-keys',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="head"><h2>{{ 'backup.keys' | t }}</h2>
      @if (may()) { <div class="does"><button matButton="outlined" (click)="makeMaster()">{{ 'backup.makeMaster' | t }}</button><button matButton (click)="addOwn()">{{ 'backup.addOwn' | t }}</button></div> }</div>
    <p class="quiet">{{ 'backup.keysHint' | t }}</p>
    <ul>
      @for (one of keys(); track one.id) {
        <li>
          <div class="what"><b>{{ nameOf(one) }}</b><span class="quiet">@if (one.kind !== 'drill') { {{ 'backup.keyKind.' + one.kind | t }} } {{ 'backup.since' | t: { day: formats.moment(one.createdAt) } }}</span><code class="quiet">{{ one.recipient }}</code></div>
          @if (may()) { <div class="does"><button matButton (click)="retire(one)">{{ (one.kind === 'drill' ? 'backup.drillsOff' : 'backup.retire') | t }}</button></div> }
        </li>
      }
    </ul>
    @if (may() && !drills()) { <button matButton class="drills" (click)="drillsOn()">{{ 'backup.drillsOn' | t }}</button> }
  `,
  styleUrl: './card.scss',
  styles: '.drills { margin-inline-start: -12px; }',
})
export class KeysCard {
  readonly keys = input.required<readonly BackupKeyView[]>();
  readonly may = input.required<boolean>();
  readonly changed = output();
  private readonly dialog = inject(MatDialog);
  private readonly verbs = inject(VerbDialog);
  private readonly confirm = inject(Confirm);
  private readonly client = inject(BackupsClient);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly drills = computed(() => this.keys().some(({ kind }) => kind === 'drill'));

  protected nameOf = ({ kind, name }: BackupKeyView) => (kind === 'drill' ? this.words.t('backup.keyKind.drill') : name);

  protected async makeMaster(): Promise<void> {
    if (!(await firstValueFrom(this.dialog.open<MasterKeyDialog, void, boolean>(MasterKeyDialog, { maxWidth: 600, disableClose: true }).afterClosed()))) return;
    // A server that never may open backups is a choice; checking them is what nearly everybody wants.
    if (!this.drills()) await this.client.send('PUT', '/drill-key', { on: true }).catch((error: unknown) => this.toast.fail(error));
    this.toast.show('backup.saved');
    this.changed.emit();
  }
  protected async addOwn(): Promise<void> {
    const names = ['name', 'recipient'];
    const labels = { name: 'backup.field.name', recipient: 'backup.recipient' };
    const send = (body: object) => this.client.send('POST', '/keys', { ...body, kind: 'own' });
    if (await this.verbs.open({ title: 'backup.ownTitle', yes: 'ui.save', of: NewBackupKey, names, start: { kind: 'own' }, labels, send })) this.changed.emit();
  }
  protected async retire(key: BackupKeyView): Promise<void> {
    const drill = key.kind === 'drill';
    if (!(await this.confirm.ask(drill ? 'backup.drillsQuestion' : 'backup.retireQuestion', drill ? 'backup.drillsOff' : 'backup.retire', { name: key.name }))) return;
    await this.client.attempt('DELETE', `/keys/${key.id}`, null, 'backup.saved');
    this.changed.emit();
  }
  protected async drillsOn(): Promise<void> {
    await this.client.attempt('PUT', '/drill-key', { on: true }, 'backup.saved');
    this.changed.emit();
  }
}
