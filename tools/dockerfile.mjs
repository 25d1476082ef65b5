import { readFileSync } from 'node:fs';

/** The stages of a Dockerfile, each with its base and its instructions; continued lines are one. */
export function stagesOf(file) {
  const stages = [];
  for (const line of readFileSync(file, 'utf8').replace(/\\\n/g, ' ').split('\n')) {
    const [, word, rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (!word) continue;
    if (word === 'FROM') {
      const [, base, name = null] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(rest) ?? [];
      stages.push({ base, name, steps: [] });
    } else stages.at(-1)?.steps.push({ word, rest });
  }
  return stages;
}

/** A list in exec form, or a line for the shell. */
export const commandOf = (rest) => (rest.startsWith('[') ? JSON.parse(rest) : ['sh', '-c', rest]);
export const settingsOf = (steps) => Object.fromEntries(steps.filter(({ word }) => word === 'ENV').flatMap(({ rest }) => rest.split(/\s+/).map((pair) => pair.split(/=(.*)/s).slice(0, 2))));
