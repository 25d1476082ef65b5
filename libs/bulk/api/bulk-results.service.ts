import { Injectable } from '@nestjs/common';
import { currentPrincipal, Dictionary } from '#kernel/api';
import { inert } from '#kernel/model';
import { BulkQueries } from './bulk.queries.ts';
import { Bulk } from './bulk.service.ts';
import { csvOf } from './export-file.ts';

/** What became of each record of some work, as a file in the words of whoever did it. */
@Injectable()
export class BulkResults {
  constructor(
    private readonly bulk: Bulk,
    private readonly queries: BulkQueries,
    private readonly words: Dictionary,
  ) {}

  /** Throws NotFound for somebody else's work. */
  async csv(id: string): Promise<string> {
    await this.bulk.get(id);
    const { language } = currentPrincipal();
    const say = (key: string) => this.words.say(language, key);
    const parts = [csvOf([['record', 'id', 'outcome', 'reason'].map((key) => say(`bulk.result.${key}`))], true)];
    for (let page = await this.queries.outcomes(id, 0); page.length > 0; page = await this.queries.outcomes(id, page.at(-1)?.position ?? 0)) {
      const rows = page.map(({ name, recordId, outcome, code }) => [inert(name ?? ''), recordId, say(`bulk.result.${outcome ?? 'open'}`), code ? say(`problem.${code}`) : '']);
      parts.push(csvOf(rows, false));
    }
    return parts.join('');
  }
}
