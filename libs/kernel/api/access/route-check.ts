import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { NEEDS } from './access.ts';

/** A route as the application serves it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly needs: string | null | undefined;
  readonly handler: string;
  readonly name: string;
  readonly prototype: object;
  readonly controller: object;
}

/** Every route of the application with the mark it carries. */
export function routesOf(app: Pick<INestApplicationContext, 'get'>): Route[] {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  return app.get(DiscoveryService, { strict: false }).getControllers().flatMap(({ instance, metatype }) => {
    if (!instance || !metatype) return [];
    const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
    const base = [Reflect.getMetadata('path', metatype) as string | string[]].flat()[0] ?? '';
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name] as () => unknown;
      const path = Reflect.getMetadata('path', handler) as string | undefined;
      if (path === undefined) return [];
      const method = RequestMethod[Reflect.getMetadata('method', handler) as number] ?? 'GET';
      const needs = reflector.getAllAndOverride<string | null | undefined>(NEEDS, [handler, metatype]);
      const whole = `/${base}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
      return [{ method, path: whole, needs, handler: `${metatype.name}.${name}`, name, prototype, controller: metatype }];
    });
  }); // prettier-ignore
}

/** Stops the start when a route says neither `@Needs` nor `@Public`. */
export function checkRoutes(app: INestApplicationContext): void {
  const unmarked = routesOf(app).filter(({ needs }) => needs === undefined);
  if (unmarked.length === 0) return;
  const names = unmarked.map(({ method, path, handler }) => `${method} ${path} (${handler})`).join(', ');
  throw new Error(`These routes need @Needs(…) or @Public(): ${names}`);
}
