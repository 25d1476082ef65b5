import { event, type Language } from '#kernel/model';

/** Somebody set the house up, in this language; told within the unit of work. */
export const WorkspaceSetUp = event<{ language: Language }>('workspace.set-up');
