import { inject, Injectable } from '@angular/core';
import { BulkClient, type Chosen } from './bulk-client.ts';
import { handOver } from './hand-over.ts';
import { Formats, Problems, Toast, Words } from '#kernel/ui';

/** Makes a file of a list and hands it to the browser. */
@Injectable({ providedIn: 'root' })
export class ListExport {
  private readonly client = inject(BulkClient);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  private readonly problems = inject(Problems);
  private readonly formats = inject(Formats);

  async run(chosen: Chosen, columns: readonly string[], format: 'csv' | 'xlsx'): Promise<void> {
    this.toast.show('export.running');
    try {
      const made = await this.client.export(chosen, columns, format);
      if (made.state === 'failed') return this.toast.say(this.problems.sentence(made.code ?? 'export.failed', { limit: format === 'csv' ? 200_000 : 50_000 }));
      handOver(await this.client.file(made.id), `${this.words.t(`${chosen.kind}.many`)} ${this.formats.today}.${format}`);
      this.toast.show('export.done', { n: made.rows });
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
