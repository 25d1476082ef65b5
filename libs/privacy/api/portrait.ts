import type { Dictionary } from '#kernel/api';
import type { Language } from '#kernel/model';

/** All that is held about a person, as it is handed over. */
export interface Portrait {
  readonly madeAt: string;
  readonly records: readonly { readonly kind: string; readonly record: Readonly<Record<string, unknown>>; readonly links: readonly { readonly kind: string; readonly n: number }[]; readonly history: readonly unknown[] }[];
  readonly beside: readonly { readonly place: string; readonly found: readonly unknown[] }[];
  readonly mentions: readonly { readonly kind: string; readonly id: string; readonly name: string }[];
}
const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];
const HIDDEN = new Set(['version', 'ownerId', 'teamId', 'createdById', 'updatedById', 'customerId']);
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The same as a page that everybody can open and print: each label in both languages. */
export function pageOf(portrait: Portrait, words: Dictionary): string {
  const say = (key: string) => escape([...new Set(LANGUAGES.map((language) => words.say(language, key)))].join(' · '));
  const known = (key: string, otherwise: string) => (words.has('en', key) ? say(key) : escape(otherwise));
  const text = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return '';
    if (Array.isArray(value)) return value.map(text).filter(Boolean).join('<br>');
    if (typeof value === 'object') return 'name' in value ? escape(String(value.name)) : escape(JSON.stringify(value));
    return escape(String(value as string));
  };
  const label = (kind: string, field: string) => known(`${kind}.field.${field}`, words.has('en', `field.${field}`) ? words.say('en', `field.${field}`) : field);
  const records = portrait.records.map(({ kind, record, links, history }) => {
    const rows = Object.entries(record).filter(([name, value]) => !HIDDEN.has(name) && text(value)).map(([name, value]) => `<tr><th>${label(kind, name)}</th><td>${text(value)}</td></tr>`);
    const linked = links.map((one) => `<tr><th>${say(`${one.kind}.many`)}</th><td>${one.n}</td></tr>`);
    const past = (history as { at: string; action: string; changes: { field: string; old: unknown; new: unknown }[] }[])
      .flatMap(({ at, changes }) => changes.map(({ field, old, new: now }) => `<tr><th>${escape(at)}</th><td>${label(kind, field)}</td><td>${text(old)}</td><td>${text(now)}</td></tr>`));
    return `<h2>${say(`${kind}.one`)}</h2><table>${rows.join('')}${linked.join('')}</table>${past.length > 0 ? `<h3>${say('privacy.past')}</h3><table>${past.join('')}</table>` : ''}`;
  });
  const beside = portrait.beside.map(({ place, found }) => `<h3>${known(`privacy.place.${place}`, place)}</h3><ul>${found.map((one) => `<li>${text(one)}</li>`).join('')}</ul>`);
  const mentions = portrait.mentions.map(({ kind, name }) => `<li>${say(`${kind}.one`)}: ${escape(name)}</li>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${say('privacy.portrait')}</title>
<style>body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}th{font-weight:500;width:16rem}</style>
<h1>${say('privacy.portrait')}</h1><p>${escape(portrait.madeAt)}</p>${records.join('')}
${beside.length > 0 ? `<h2>${say('privacy.beside')}</h2>${beside.join('')}` : ''}${mentions.length > 0 ? `<h2>${say('privacy.mentions')}</h2><ul>${mentions.join('')}</ul>` : ''}</html>`;
}
