import { HttpErrorResponse } from '@angular/common/http';
import { resource } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { problemOf } from './problem.ts';

const refused = new HttpErrorResponse({ status: 404, error: { type: 'urn:rapport:problem:not-found', title: 'Not found.', status: 404, code: 'not-found' } });

describe('a problem', () => {
  it('is what the server said', () => expect(problemOf(refused)).toMatchObject({ status: 404, code: 'not-found' }));

  it('is found behind the error of a resource that was refused', async () => {
    const found = TestBed.runInInjectionContext(() => resource({ loader: () => Promise.reject(refused) }));
    TestBed.tick();
    await new Promise((next) => setTimeout(next));
    expect([found.status(), problemOf(found.error()).code]).toEqual(['error', 'not-found']);
  });

  it('is an unexpected one where nobody said any', () => expect(problemOf(new Error('a slip', { cause: new Error('another') })).code).toBe('unexpected'));
});
