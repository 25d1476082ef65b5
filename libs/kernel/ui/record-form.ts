import { signal, type WritableSignal } from '@angular/core';
import { form, metadata, REQUIRED, validateTree, type FieldTree, type SchemaPath, type ValidationError } from '@angular/forms/signals';
import { check, fieldsOf, normalise, type Class, type Fault } from '#kernel/model';

export type Draft = Record<string, unknown>;
export interface RecordForm {
  readonly draft: WritableSignal<Draft>;
  readonly tree: FieldTree<Draft>;
}

/** An empty draft of a body: every field is there, null or an empty list. */
export const blank = (of: Class, start: Draft = {}): Draft =>
  Object.fromEntries(fieldsOf(of).map(({ name, kind }) => [name, start[name] ?? (kind === 'texts' || kind === 'lines' ? [] : kind === 'flag' ? false : null)]));

/** The body a draft stands for: normalised, and without what must not be null but is. */
export function bodyOf(of: Class, draft: Draft): Draft {
  const spelt = normalise(of, draft) as Draft;
  const kept = fieldsOf(of).filter((field) => spelt[field.name] !== undefined && (spelt[field.name] !== null || field.nullable));
  return Object.fromEntries(kept.map(({ name }) => [name, spelt[name]]));
}

/** A signal form over a model: its rules are the model's, its errors carry our codes. */
export function recordForm(of: Class, start: Draft, save: (body: Draft) => Promise<readonly Fault[]>): RecordForm {
  const draft = signal(blank(of, start));
  const tree = form(
    draft,
    (path) => {
      validateTree(path as unknown as SchemaPath<object>, ((context: { fieldTree: FieldTree<Draft>; value(): Draft }) =>
        errorsAt(context.fieldTree, check(of, bodyOf(of, context.value())))) as never);
      for (const { name, required } of fieldsOf(of)) {
        if (required) metadata((path as unknown as Record<string, SchemaPath<unknown>>)[name] as never, REQUIRED as never, (() => true) as never);
      }
    },
    { submission: { action: async (field: unknown) => errorsAt(field as FieldTree<Draft>, await save(bodyOf(of, draft()))) } as never },
  );
  return { draft, tree: tree as FieldTree<Draft> };
}

/** Shows every error of a form, as if somebody had been in each of its fields. */
export function touchAll({ tree, draft }: RecordForm): void {
  const fields = tree as unknown as Record<string, () => { markAsTouched(): void }>;
  for (const name of Object.keys(draft())) fields[name]?.().markAsTouched();
}

/** Faults as errors of the form's fields; what points nowhere belongs to the form. */
export function errorsAt(root: FieldTree<Draft>, faults: readonly Fault[]): ValidationError.WithOptionalFieldTree[] {
  return faults.map(({ pointer, code, params }) => {
    let at: unknown = root;
    for (const part of pointer.split('/').filter(Boolean)) at = (at as Record<string, unknown> | undefined)?.[part] ?? at;
    return { kind: code, params, fieldTree: at } as never;
  });
}
