// Infers Nx projects from the tree: libs/<slice>/<face> → '<slice>-<face>' with its tags, and the two applications.
import { USES } from './boundaries.mjs';

const build = (command, inputs, outputs) => ({
  build: { executor: 'nx:run-commands', options: { command }, cache: true, inputs: [inputs], outputs },
});
const APPS = {
  'apps/api': { name: 'api', targets: build('tsc -p tsconfig.server.json', 'server', ['{workspaceRoot}/dist/apps', '{workspaceRoot}/dist/libs', '{workspaceRoot}/dist/server.tsbuildinfo']) },
  'apps/web': { name: 'web', targets: { build: { ...build('ng build', 'web', ['{workspaceRoot}/dist/web']).build, options: { command: 'ng build && node ../../tools/pack.mjs', cwd: 'apps/web' } } } },
}; // prettier-ignore

function projectAt(file) {
  const [top, slice, face] = file.split('/');
  if (top === 'apps') return { root: `apps/${slice}`, ...APPS[`apps/${slice}`], projectType: 'application' };
  if (!(slice in USES)) throw new Error(`Slice '${slice}' is missing from USES in tools/slices/boundaries.mjs.`);
  return { root: `libs/${slice}/${face}`, name: `${slice}-${face}`, projectType: 'library', tags: [`slice:${slice}`, `face:${face}`], targets: {} };
}

export const createNodesV2 = [
  '{libs/*/*/index.ts,apps/{api,web}/src/main.ts}',
  (files) =>
    files.map((file) => {
      const project = projectAt(file);
      return [file, { projects: { [project.root]: project } }];
    }),
];
