// Everything that was ever committed, as one text; without a repository what is here now.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const OURS = ['apps', 'libs', 'tools', 'docker'];

export function historyText() {
  const git = spawnSync('git', ['log', '-p', '-U0', '--no-color', '--no-ext-diff', '--no-textconv', '--format=%B', 'HEAD'], { encoding: 'latin1', maxBuffer: 2 ** 30 });
  if (git.status === 0) return git.stdout.split('\n').filter((line) => line.startsWith('+')).join('\n');
  const files = OURS.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)));
  return files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file, 'latin1')).join('\n');
}

/** What secrets of common makes look like. */
const SECRETS = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[\w+/=]{20,}/g,
  'a key of age': /AGE-SECRET-KEY-1[0-9A-Z]{50,}/g,
  'a key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  'a token of GitHub': /\bgh[pousr]_\w{36,}/g,
  'a token of npm': /\bnpm_\w{36}\b/g,
  'a token of Slack': /\bxox[abprs]-[\w-]{10,}/g,
  'a key of Google': /\bAIza[\w-]{35}/g,
  'a key of Stripe': /\b[sr]k_live_\w{20,}/g,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g,
  'a key of Rapport': /\brk_[\w-]{30,}/g,
  'a name and password in an address': /\b[a-z]{3,10}:\/\/[\w.%-]+:[^\s@/'"`$<{}]{6,}@[\w.-]+/g,
  'a 256-bit key': /(?<![\w+/-])(?:[0-9a-f]{64}|[A-Za-z0-9+/]{43}=)(?![\w+/=])/g,
};

/** What in a text looks like a secret, each with its kind; `known` are those that are none. */
export function secretsIn(text, known = []) {
  const found = Object.entries(SECRETS).flatMap(([kind, pattern]) => [...new Set(text.match(pattern) ?? [])].map((secret) => `${kind}: ${secret.slice(0, 80)}`));
  return found.filter((one) => !known.some((fake) => one.includes(fake)));
}
