import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { CellChange, ImportKind, ImportMapping, ImportResult, ImportRowView, ImportTarget, ImportView, MappingChange, ReadingChange, SavedMapping } from '#imports/model';

/** The steps of an import over the API. */
@Injectable({ providedIn: 'root' })
export class ImportClient {
  private readonly http = inject(HttpClient);

  targets(): Promise<Record<string, ImportTarget[]>> {
    return firstValueFrom(this.http.get<Record<string, ImportTarget[]>>('/api/v1/imports/targets'));
  }
  upload(kind: ImportKind, file: File): Promise<ImportView> {
    const form = new FormData();
    form.append('file', file, file.name);
    return firstValueFrom(this.http.post<ImportView>('/api/v1/imports', form, { params: { kind } }));
  }
  get(id: string): Promise<ImportView> {
    return firstValueFrom(this.http.get<ImportView>(`/api/v1/imports/${id}`));
  }
  async list(before?: string): Promise<ImportView[]> {
    return (await firstValueFrom(this.http.get<{ items: ImportView[] }>('/api/v1/imports', { params: before ? { before } : {} }))).items;
  }
  map(id: string, mapping: ImportMapping): Promise<ImportView> {
    return firstValueFrom(this.http.put<ImportView>(`/api/v1/imports/${id}/mapping`, mapping));
  }
  reread(id: string, reading: Partial<ReadingChange>): Promise<ImportView> {
    return firstValueFrom(this.http.put<ImportView>(`/api/v1/imports/${id}/reading`, reading));
  }
  async mappings(id: string): Promise<SavedMapping[]> {
    return (await firstValueFrom(this.http.get<{ items: SavedMapping[] }>(`/api/v1/imports/${id}/mappings`))).items;
  }
  changeMapping(id: string, change: Partial<MappingChange>): Promise<SavedMapping> {
    return firstValueFrom(this.http.patch<SavedMapping>(`/api/v1/imports/mappings/${id}`, change));
  }
  dropMapping(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`/api/v1/imports/mappings/${id}`));
  }
  async rows(id: string, after: number, bad: boolean): Promise<ImportRowView[]> {
    return (await firstValueFrom(this.http.get<{ items: ImportRowView[] }>(`/api/v1/imports/${id}/rows`, { params: { after, ...(bad ? { bad } : {}) } }))).items;
  }
  async results(id: string, before: number | null, kept: boolean): Promise<ImportResult[]> {
    const params = { ...(before === null ? {} : { before }), ...(kept ? { result: 'kept' } : {}) };
    return (await firstValueFrom(this.http.get<{ items: ImportResult[] }>(`/api/v1/imports/${id}/results`, { params }))).items;
  }
  correct(id: string, line: number, change: CellChange): Promise<ImportView> {
    return firstValueFrom(this.http.patch<ImportView>(`/api/v1/imports/${id}/rows/${line}`, change));
  }
  start(id: string, phase: 'check' | 'run' | 'undo' | 'pause' | 'cancel'): Promise<ImportView> {
    return firstValueFrom(this.http.post<ImportView>(`/api/v1/imports/${id}/${phase}`, {}));
  }
  badRows(id: string): Promise<Blob> {
    return firstValueFrom(this.http.get(`/api/v1/imports/${id}/bad-rows.csv`, { responseType: 'blob' }));
  }
}
