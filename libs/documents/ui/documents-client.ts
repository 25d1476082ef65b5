import { HttpClient, HttpEventType } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { DocumentVersion, DocumentView } from '#documents/model';

const AT = '/api/v1/documents';

/** The files of records over the API. */
@Injectable({ providedIn: 'root' })
export class DocumentsClient {
  private readonly http = inject(HttpClient);

  async of(kind: string, recordId: string): Promise<DocumentView[]> {
    return (await firstValueFrom(this.http.get<{ items: DocumentView[] }>(AT, { params: { kind, recordId } }))).items;
  }
  add(kind: string, recordId: string, file: File, told: (percent: number) => void): Promise<void> {
    return this.send(AT, { kind, recordId }, file, told);
  }
  renew(id: string, file: File, told: (percent: number) => void): Promise<void> {
    return this.send(`${AT}/${id}/versions`, {}, file, told);
  }
  remove(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${AT}/${id}`));
  }
  content(id: string, { revision }: DocumentVersion): Promise<Blob> {
    return firstValueFrom(this.http.get(`${AT}/${id}/versions/${revision}/file`, { responseType: 'blob' }));
  }
  async download(id: string, version: DocumentVersion): Promise<void> {
    const content = await this.content(id, version);
    const href = URL.createObjectURL(content);
    Object.assign(document.createElement('a'), { href, download: version.name }).click();
    URL.revokeObjectURL(href);
  }

  private send(url: string, params: Record<string, string>, file: File, told: (percent: number) => void): Promise<void> {
    const form = new FormData();
    form.append('file', file, file.name);
    return new Promise((resolve, reject) => {
      this.http.post(url, form, { params, observe: 'events', reportProgress: true }).subscribe({
        next: (event) => {
          if (event.type === HttpEventType.UploadProgress && event.total) told(Math.round((event.loaded * 100) / event.total));
        },
        error: reject,
        complete: () => resolve(),
      });
    });
  }
}
