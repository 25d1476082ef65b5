import { Injectable } from '@nestjs/common';
import { Database, StoredFiles } from '#kernel/api';
import type { Person } from './person.ts';
import type { Trace } from './traces.service.ts';

const OVERLAP = 400;

/** Stored files that hold somebody: they are dropped whole. What they came from, or will become, has them as rows. */
@Injectable()
export class TraceFiles {
  constructor(
    private readonly db: Database,
    private readonly files: StoredFiles,
  ) {}

  async through(person: Person, imports: ReadonlySet<string>, drop: boolean, step: () => Promise<void>, told: (trace: Trace) => void): Promise<void> {
    for (let after = ''; ; ) {
      const [file] = await this.db.read<{ id: string }>('SELECT `id` FROM `stored_file` WHERE `position` = 0 AND `id` > ? ORDER BY `id` LIMIT 1', [after || '00000000-0000-0000-0000-000000000000']);
      if (!file) return;
      after = file.id;
      if (imports.has(file.id) || (await this.holds(file.id, person))) {
        told({ place: 'stored_file', found: [file.id] });
        if (drop) await this.files.drop(file.id);
      }
      await step();
    }
  }

  /** To its end in any case: a stream that is left early takes the process along. */
  private async holds(id: string, person: Person): Promise<boolean> {
    let [rest, first, packed, found] = ['', true, false, false];
    const decoder = new TextDecoder();
    for await (const chunk of (await this.files.stream(id)) ?? []) {
      if (first) packed = chunk[0] === 0x50 && chunk[1] === 0x4b;
      first = false;
      if (packed || found) continue;
      const text = rest + decoder.decode(chunk, { stream: true });
      found = person.marked(text) || text.split(/[",;\t\r\n<>]+/).some(person.named);
      rest = text.slice(-OVERLAP);
    }
    // A packed spreadsheet cannot be read here: an import's is judged by its rows, an export's lives for a day and goes.
    return packed ? (await this.db.read('SELECT 1 FROM `import` WHERE `id` = ?', [id])).length === 0 : found;
  }
}
