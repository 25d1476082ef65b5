import type { Dictionary } from '#kernel/api';
import type { Language } from '#kernel/model';

/** What to say to whom; the words stand under `mail.message.<key>`. */
export interface Message {
  readonly to: string;
  readonly name: string;
  readonly language: Language;
  readonly key: string;
  readonly facts?: Readonly<Record<string, string>>;
  /** A path of this installation; nothing else is ever linked to. */
  readonly path?: string;
  readonly attachments?: readonly Attachment[];
}
/** A file that goes along. */
export interface Attachment {
  readonly name: string;
  readonly type: string;
  /** Its bytes in base64. */
  readonly content: string;
}
/** A mail as it leaves. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments?: readonly Attachment[];
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const plain = (text: string) => text.replace(/[\r\n]+/g, ' ');

/** Puts a message into words: plain text, and simple HTML in which every value is only text. */
export function letterOf(message: Message, workspace: string, publicUrl: string, words: Dictionary): Letter {
  const { to, language, key, path, attachments } = message;
  const facts = { workspace, name: message.name, ...message.facts };
  const say = (word: string, spell: (text: string) => string) =>
    words.say(language, word, Object.fromEntries(Object.entries(facts).map(([fact, value]) => [fact, spell(value)])));
  const link = path ? new URL(path, publicUrl) : null;
  if (link && link.origin !== new URL(publicUrl).origin) throw new Error('A mail links to this installation only');
  const parts = ['mail.greeting', `mail.message.${key}.text`];
  const text = [...parts.map((word) => say(word, plain)), ...(link ? [link.href] : []), '-- ', say('mail.footer', plain)].join('\n\n');
  const button = link
    ? `<p><a href="${escaped(link.href)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#3b5bdb;color:#fff;text-decoration:none">${say(`mail.message.${key}.button`, escaped)}</a></p><p style="font-size:12px;color:#667">${escaped(link.href)}</p>`
    : '';
  const html = `<!doctype html><html lang="${language}"><body style="margin:0;padding:24px;font:15px/1.6 sans-serif;color:#1b2230">${parts.map((word) => `<p>${say(word, escaped)}</p>`).join('')}${button}<hr style="border:0;border-top:1px solid #dde"><p style="font-size:12px;color:#667">${say('mail.footer', escaped)}</p></body></html>`;
  return { to, subject: say(`mail.message.${key}.subject`, plain), text, html, ...(attachments ? { attachments } : {}) };
}
