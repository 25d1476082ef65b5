import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import type { ScanView, TargetView } from '#backups/model';
import { Formats, T, Toast, Words } from '#kernel/ui';
import { Confirm, StatusChip } from '#workbench/ui';
import { BackupsClient } from './backups-client.ts';
import { TargetDialog } from './target-dialog.ts';

/** The places backups are kept at: how each is, and an editor. */
@Component({
  selector: 'crm-backup-targets',
  imports: [MatButton, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="head"><h2>{{ 'backup.targets' | t }}</h2>@if (may()) { <button matButton="outlined" (click)="edit(null)">{{ 'backup.addTarget' | t }}</button> }</div>
    <p class="quiet">{{ 'backup.targetsHint' | t }}</p>
    <ul>
      @for (one of targets(); track one.id) {
        <li>
          <div class="what">
            <div class="name"><b>{{ one.name }}</b>
              @if (!one.enabled) { <crm-status-chip tone="neutral">{{ 'backup.paused' | t }}</crm-status-chip> }
              @if (one.fault) { <crm-status-chip tone="danger">{{ 'backup.unreachable' | t }}</crm-status-chip> }</div>
            <span class="quiet">{{ 'backup.kind.' + one.kind | t }} · {{ where(one) }}@if (seen(one)) { · {{ seen(one) }} }</span>
            @if (one.fault; as fault) { <span class="bad">{{ client.fault(fault) }}</span> }
            @if (one.sameDisk) { <span class="quiet">{{ 'backup.sameDisk' | t }}</span> }
          </div>
          @if (may()) {
            <div class="does">
              <button matButton [disabled]="busy() === one.id" (click)="test(one)">{{ 'backup.test' | t }}</button>
              <button matButton [disabled]="busy() === one.id" (click)="scan(one)">{{ 'backup.scan' | t }}</button>
              <button matButton (click)="edit(one)">{{ 'backup.edit' | t }}</button>
              <button matButton (click)="remove(one)">{{ 'backup.remove' | t }}</button>
            </div>
          }
        </li>
      } @empty { <li class="quiet">{{ 'backup.noTargets' | t }}</li> }
    </ul>
  `,
  styleUrl: './card.scss',
  styles: '.name { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }',
})
export class TargetsCard {
  readonly targets = input.required<readonly TargetView[]>();
  readonly may = input.required<boolean>();
  readonly changed = output();
  private readonly dialog = inject(MatDialog);
  private readonly confirm = inject(Confirm);
  private readonly words = inject(Words);
  private readonly formats = inject(Formats);
  private readonly toast = inject(Toast);
  protected readonly client = inject(BackupsClient);
  protected readonly busy = signal<string | null>(null);

  protected where({ kind, place }: TargetView): string {
    if (kind === 'folder') return String(place['path']);
    if (kind === 's3') return [`${place['endpoint']}`.replace(/^https?:\/\//, ''), place['bucket'], place['prefix']].filter(Boolean).join(' / ');
    return `${place['username']}@${place['host']}:${place['path']}`;
  }
  protected seen({ seenAt, freeBytes }: TargetView): string {
    const when = seenAt ? this.words.t('backup.seen', { when: this.formats.moment(seenAt) }) : '';
    return [when, freeBytes === null ? '' : this.words.t('backup.free', { size: this.client.size(freeBytes) })].filter(Boolean).join(' · ');
  }
  protected async test({ id, name }: TargetView): Promise<void> {
    this.busy.set(id);
    await this.client.attempt('POST', `/targets/${id}/test`, null, 'backup.tested', { name });
    this.busy.set(null);
    this.changed.emit();
  }
  /** Backups that lie there and are not in the list come into it. */
  protected async scan({ id, name }: TargetView): Promise<void> {
    this.busy.set(id);
    try {
      const { adopted, incomplete, foreign, known } = await this.client.send<ScanView>('POST', `/targets/${id}/scan`, null);
      this.toast.show('backup.scanned', { name, adopted: adopted.length, incomplete: incomplete.length, foreign: foreign.length, known });
    } catch (error) {
      this.toast.fail(error);
    }
    this.busy.set(null);
    this.changed.emit();
  }
  protected async edit(target: TargetView | null): Promise<void> {
    if (await firstValueFrom(this.dialog.open<TargetDialog, TargetView | null, boolean>(TargetDialog, { data: target, maxWidth: 640 }).afterClosed())) this.changed.emit();
  }
  protected async remove({ id, name }: TargetView): Promise<void> {
    if (!(await this.confirm.ask('backup.removeTarget', 'backup.remove', { name }))) return;
    await this.client.attempt('DELETE', `/targets/${id}`, null, 'backup.saved');
    this.changed.emit();
  }
}
