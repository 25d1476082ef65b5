import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { recordTables } from '../records/table.ts';
import type { Slice } from '../slice.ts';
import { SIGNED_IN } from './access.ts';
import { routesOf } from './route-check.ts';

export const SLICES = Symbol('slices');

/** Every permission there is: what routes ask for, what every list knows beside its routes, and what slices ask for in their code. */
@Injectable()
export class Permissions {
  private known: ReadonlySet<string> | null = null;

  constructor(
    private readonly module: ModuleRef,
    @Inject(SLICES) private readonly slices: readonly Slice[],
  ) {}

  all(): ReadonlySet<string> {
    if (this.known) return this.known;
    const asked = routesOf(this.module).flatMap(({ needs }) => (needs && needs !== SIGNED_IN ? needs : []));
    const listed = recordTables().flatMap(({ info: { name } }) => (asked.includes(`${name}.read`) ? [`${name}.export`, `${name}.bulk`] : []));
    return (this.known = new Set([...asked, ...listed, ...this.slices.flatMap(({ permissions = [] }) => permissions)].sort()));
  }
}
