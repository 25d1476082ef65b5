import { expect } from 'vitest';
import type { House } from '#house';
import type { ImportKind, ImportMapping, ImportView } from '#imports/model';

export type Person = Awaited<ReturnType<House['person']>>;

/** Takes files through the steps of an import over HTTP. */
export class Bringing {
  constructor(private readonly house: House) {}

  async upload(who: Person, kind: ImportKind, text: string): Promise<ImportView> {
    const payload = `--x\r\nContent-Disposition: form-data; name="file"; filename="${kind}.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--x--\r\n`;
    const { status, body } = await this.house.request(who, 'POST', `/imports?kind=${kind}`, payload as never, { 'content-type': 'multipart/form-data; boundary=x' });
    expect(status, JSON.stringify(body)).toBe(201);
    return body;
  }
  async go(who: Person, id: string, phase: 'check' | 'run' | 'undo'): Promise<ImportView> {
    expect((await this.house.request(who, 'POST', `/imports/${id}/${phase}`)).status).toBe(202);
    for (let tries = 0; tries < 4000; tries++) {
      const { body } = await this.house.request(who, 'GET', `/imports/${id}`);
      if (['checked', 'done', 'undone', 'failed'].includes(body.state)) return body;
      await new Promise((next) => setTimeout(next, 20));
    }
    throw new Error('The import does not end');
  }
  /** Uploads a file with rules for some fields besides those that are suggested, and checks it. */
  async check(who: Person, kind: ImportKind, text: string, rules: Record<string, Partial<ImportMapping['columns'][number]>> = {}, changes: Partial<ImportMapping> = {}): Promise<ImportView> {
    const { id, mapping } = await this.upload(who, kind, text);
    const kept = mapping.columns.filter(({ target, column }) => !rules[target] && !Object.values(rules).some((rule) => rule.column && rule.column === column));
    const more = Object.entries(rules).map(([target, rule]) => ({ target, values: [], ...rule }));
    const { status, body } = await this.house.request(who, 'PUT', `/imports/${id}/mapping`, { ...mapping, columns: [...kept, ...more], ...changes });
    expect(status, JSON.stringify(body)).toBe(200);
    return this.go(who, id, 'check');
  }
  async bring(who: Person, kind: ImportKind, text: string, rules: Record<string, Partial<ImportMapping['columns'][number]>> = {}, changes: Partial<ImportMapping> = {}): Promise<ImportView> {
    const { id } = await this.check(who, kind, text, rules, changes);
    return this.go(who, id, 'run');
  }
}
/** Causes and the lines they were first met on, for short. */
export const causes = ({ report }: ImportView): string[] => (report?.groups ?? []).map(({ code, target, lines }) => [code, target, ...lines].filter((one) => one !== '').join(' ')).sort();
