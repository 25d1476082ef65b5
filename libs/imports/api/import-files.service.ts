import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Dictionary, Forbidden, NotFound, reachOf, StoredFiles, toStoredMoment, Workspace } from '#kernel/api';
import { DOCUMENT_KINDS, type ImportKind, type ImportMapping, type ImportView } from '#imports/model';
import { groupOf } from './bundles.ts';
import { readFile } from './files/read-file.ts';
import { spooled, type SpooledFile } from './files/spooled-file.ts';
import type { Asked } from './files/source-table.ts';
import { ImportQueries, NOTHING } from './import.queries.ts';
import { ImportRowQueries } from './import-rows.queries.ts';
import { Mappings } from './mappings.service.ts';
import { rulesOf, suggest } from './targets.ts';

/** Files on their way in: read into rows, their columns understood as far as they can be. */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly queries: ImportQueries,
    private readonly rows: ImportRowQueries,
    private readonly mappings: Mappings,
    private readonly files: StoredFiles,
    private readonly words: Dictionary,
    private readonly workspace: Workspace,
    private readonly clock: Clock,
  ) {}

  /** Takes a file and suggests how its columns become fields. Throws Invalid with what is wrong with it; then nothing of it stays. */
  async upload(kind: ImportKind, name: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
    if (!reachOf(`${kind}.import`)) throw new Forbidden(`${kind}.import`);
    return spooled(bytes, async (file) => {
      const id = await this.queries.start(kind, name, currentPrincipal().id ?? '', toStoredMoment(this.clock.now().toISOString()));
      try {
        await this.read(id, kind, file, {});
        await this.files.keep(id, file.pieces());
      } catch (error) {
        await this.drop(id);
        throw error;
      }
      return id;
    });
  }

  /** Reads the file another way: in another encoding, cut by another delimiter, from another sheet or row. */
  async reread({ id, kind, reading }: ImportView, asked: Asked): Promise<void> {
    const bytes = await this.files.stream(id);
    if (!bytes) throw new NotFound();
    await spooled(bytes, async (file) => {
      await this.rows.drop(id);
      try {
        await this.read(id, kind, file, asked);
      } catch (error) {
        await this.rows.drop(id);
        await this.read(id, kind, file, reading);
        throw error;
      }
    });
  }

  private async drop(id: string): Promise<void> {
    await this.rows.drop(id);
    await this.files.drop(id);
    await this.queries.drop(id);
  }
  private async read(id: string, kind: ImportKind, file: SpooledFile, asked: Asked): Promise<void> {
    const { reading, columns, rows } = await readFile(file, asked, (part, line) => this.rows.add(id, part, line));
    const given = suggest(kind, columns, ({ label }) => [this.words.say('en', label), this.words.say('zh-CN', label)]); // prettier-ignore
    // One that was made for fewer columns would leave the others out unseen: it is offered, not taken.
    const known = (await this.mappings.fitting({ kind, columns })).find(({ exact }) => exact);
    const { currency } = await this.workspace.settings();
    const rules = rulesOf(kind, columns, given, currency);
    const fresh: ImportMapping = { saved: null, source: 'import', mode: 'skip', identity: null, columns: rules };
    const mapping = known ? { ...known.mapping, saved: known.id } : DOCUMENT_KINDS.includes(kind) ? { ...fresh, identity: groupOf({ kind, mapping: fresh }) } : fresh;
    await this.queries.set(id, { state: 'uploaded', rows, reading, columns, mapping, report: null, position: 0, tally: NOTHING });
  }
}
