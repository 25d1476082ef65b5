import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import type { Language } from '#kernel/model';
import { Words } from './words.ts';

/** The pages of a room that brings its words along, whichever page is entered first; the front page does without them. */
export function room(words: Readonly<Record<Language, object>>, pages: Routes): Routes {
  const bring = () => {
    inject(Words).bring(words);
    return true;
  };
  return [{ path: '', canActivate: [bring], children: pages }];
}
