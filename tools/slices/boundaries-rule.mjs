import { dirname, relative, resolve, sep } from 'node:path';
import { LAYERS, MODEL_PACKAGES, TYPEORM_FILES, USES } from './boundaries.mjs';

/** Slice and face of a file under libs, or null. */
export function placeOf(file, root) {
  const [libs, slice, face] = relative(root, file).split(sep);
  return libs === 'libs' && slice && face ? { slice, face } : null;
}

/** What is wrong with `file` importing `wanted`; null when it may. */
export function faultOf(file, wanted, root, uses = USES) {
  const from = placeOf(file, root);
  if (!from) return null;
  if (!(from.slice in uses)) return `Slice '${from.slice}' is missing from USES in tools/slices/boundaries.mjs.`;
  if (!(from.face in LAYERS)) return `'${from.face}' is no face of a slice: model, api or ui.`;
  const cross = /^#([a-z-]+)\/([a-z]+)$/.exec(wanted);
  if (cross) return crossing(from, { slice: cross[1], face: cross[2] }, uses);
  if (wanted.startsWith('.')) {
    const to = placeOf(resolve(dirname(file), wanted), root);
    const same = to?.slice === from.slice && to?.face === from.face;
    return same ? null : `Leave ${from.slice}/${from.face} only by #<slice>/<face>.`;
  }
  const spec = file.endsWith('.spec.ts');
  if (from.face === 'model' && !spec && !MODEL_PACKAGES.includes(wanted)) return `A model may not import '${wanted}'.`;
  const free = from.slice === 'kernel' || spec || TYPEORM_FILES.test(file);
  return wanted === 'typeorm' && !free ? 'Only entities, migrations and *.queries.ts import typeorm.' : null;
}

function crossing(from, to, uses) {
  if (!LAYERS[from.face].includes(to.face)) return `A ${from.face} may not use a ${to.face}.`;
  if (from.slice === to.slice || uses[from.slice].includes(to.slice)) return null;
  return `'${from.slice}' may not use '${to.slice}' (see USES in tools/slices/boundaries.mjs).`;
}

/** ESLint: an import may not cross a boundary of the house. */
export const boundaries = {
  meta: { type: 'problem', messages: { crossed: '{{fault}}' }, schema: [] },
  create(context) {
    const check = ({ source }) => {
      const fault = source && faultOf(context.filename, String(source.value), context.cwd);
      if (fault) context.report({ node: source, messageId: 'crossed', data: { fault } });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};
