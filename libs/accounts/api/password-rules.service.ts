import { Injectable } from '@nestjs/common';
import { Installation, Invalid, Workspace } from '#kernel/api';
import { LONG_PASSWORD, SHORT_PASSWORD, spelt } from '#accounts/model';

/** What an attacker would try first for somebody. */
export interface About {
  readonly name: string;
  readonly username: string;
  readonly email?: string | null;
  /** The company, when it is not in the settings yet. */
  readonly company?: string;
}
const OWN_WORDS_LEFT = 6;
const SIGNS = 6;

/** What a new password has to be: long enough, and none that is guessed first. Works without a network. */
@Injectable()
export class PasswordRules {
  private list: Promise<ReadonlySet<string>> | null = null;

  constructor(
    private readonly workspace: Workspace,
    private readonly installation: Installation,
  ) {}

  /** Throws Invalid with the reason. */
  async demand(password: string, about: About, hasFactor: boolean, pointer = '/password'): Promise<void> {
    const text = spelt(password);
    const limit = hasFactor ? SHORT_PASSWORD : LONG_PASSWORD;
    if ([...text].length < limit) throw new Invalid([{ pointer, code: 'password-too-short', params: { limit } }]);
    const lower = text.toLowerCase();
    if (new Set(lower).size < SIGNS) throw new Invalid([{ pointer, code: 'password-common' }]);
    const common = await this.common();
    if (shapesOf(lower).some((shape) => common.has(shape))) throw new Invalid([{ pointer, code: 'password-common' }]);
    const words = await this.wordsOf(about);
    const left = words.reduce((rest, word) => rest.replaceAll(word, ''), lower).replace(/[^\p{L}]/gu, '');
    if (words.some((word) => lower.includes(word)) && left.length < OWN_WORDS_LEFT) throw new Invalid([{ pointer, code: 'password-personal' }]);
  }

  private async wordsOf({ name, username, email, company }: About): Promise<string[]> {
    const { name: workspace } = await this.workspace.settings();
    const sources = [name, username, email ?? '', company ?? workspace, new URL(this.installation.publicUrl).hostname, 'rapport'];
    const words = sources.flatMap((source) => [source.replace(/\s/g, ''), ...source.split(/[^\p{L}\p{N}]+/u)]);
    return [...new Set(words.map((word) => word.normalize('NFKC').toLowerCase()))].filter((word) => [...word].length >= 3).sort((a, b) => b.length - a.length);
  }
  private common(): Promise<ReadonlySet<string>> {
    return (this.list ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common'])));
  }
}

/** A password without the decoration people add to reach a length: digits and signs at its ends, or itself once more. */
function shapesOf(text: string): string[] {
  const bare = text.replace(/^[\d\W_]+|[\d\W_]+$/gu, '');
  const once = /^(.{3,}?)\1+$/u.exec(text)?.[1];
  return [text, bare, ...(once ? [once] : []), ...[/^(.{3,}?)\1+$/u.exec(bare)?.[1] ?? '']].filter((shape) => shape.length > 0);
}
