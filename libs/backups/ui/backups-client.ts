import { HttpClient, HttpEventType } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom, lastValueFrom, tap } from 'rxjs';
import type { BackupView, FaultView } from '#backups/model';
import { Toast, Words } from '#kernel/ui';
import { handOver } from '#workbench/ui';

const STEPS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Requests about backups, and their facts in words. */
@Injectable({ providedIn: 'root' })
export class BackupsClient {
  private readonly http = inject(HttpClient);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);

  /** Sends and says what came of it; null when it was refused. */
  async attempt<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: object | null, said: string, params?: Record<string, unknown>): Promise<T | null> {
    try {
      const answer = await this.send<T>(method, path, body);
      this.toast.show(said, params);
      return answer;
    } catch (error) {
      this.toast.fail(error);
      return null;
    }
  }
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: object | null): Promise<T> {
    return firstValueFrom(this.http.request<T>(method, `/api/v1/backups${path}`, body ? { body } : {}));
  }

  /** Fetches a backup and gives it to the browser to keep; `here` is told how much of it has come, of one. */
  async download({ id, name }: BackupView, here: (share: number) => void): Promise<void> {
    const events = this.http.get(`/api/v1/backups/${id}/download`, { responseType: 'blob', observe: 'events', reportProgress: true }).pipe(
      tap((event) => event.type === HttpEventType.DownloadProgress && event.total && here(event.loaded / event.total)),
    );
    try {
      const last = await lastValueFrom(events);
      if (last.type === HttpEventType.Response && last.body) handOver(last.body, `${name}.tar`);
    } catch (error) {
      this.toast.fail(error);
    }
  }

  fault({ code, facts }: FaultView): string {
    const key = [`restoration.fault.${code}`, `backup.fault.${code}`].find((one) => this.words.has(one));
    return this.words.t(key ?? 'restoration.fault.other', { code, ...facts });
  }
  /** '12.4 MB' */
  size(bytes: number): string {
    let [value, step] = [bytes, 0];
    for (; value >= 1000 && step < STEPS.length - 1; step++) value /= 1000;
    const digits = step > 0 && value < 100 ? 1 : 0;
    return `${new Intl.NumberFormat(this.words.language(), { maximumFractionDigits: digits }).format(value)} ${STEPS[step]}`;
  }
  /** '2 min 5 s' */
  took({ startedAt, finishedAt }: Pick<BackupView, 'startedAt' | 'finishedAt'>): string {
    if (!finishedAt) return '';
    const seconds = Math.max(1, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000));
    const unit = (value: number, name: 'minute' | 'second') => new Intl.NumberFormat(this.words.language(), { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
    return seconds < 60 ? unit(seconds, 'second') : `${unit(Math.floor(seconds / 60), 'minute')} ${unit(seconds % 60, 'second')}`;
  }
}
