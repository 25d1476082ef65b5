import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { operates, Problem, routesOf } from '#kernel/api';
import type { Config } from '../config.ts';
import { LIMITS } from '../limits.ts';

const CAME_IN = Symbol('operations door');
type Marked = IncomingMessage & { [CAME_IN]?: true };

/** The door for those who run the installation, where they have one of their own: their routes are found by it alone. */
export class OperationsDoor {
  private routes: ReadonlySet<string> | null = null;
  private server: Server | null = null;

  constructor(
    private readonly app: Pick<INestApplicationContext, 'get'>,
    private readonly config: Pick<Config, 'OPS_PORT' | 'OPS_ADDRESS' | 'operationsApart'>,
  ) {}

  /** By which door a request came; undefined where there is one door for all. */
  doorOf({ raw }: Pick<FastifyRequest, 'raw'>): 'operations' | 'public' | undefined {
    if (!this.config.operationsApart) return undefined;
    return (raw as Marked)[CAME_IN] ? 'operations' : 'public';
  }
  /** Throws for whoever looks for operations where they are not: there is no such route. */
  admit(request: FastifyRequest): void {
    if (this.doorOf(request) === 'public' && this.isOperation(request)) throw new Problem(404, 'not-found');
  }

  /** Opens it; requests go the way of all others. Answers the port. */
  async open(app: NestFastifyApplication): Promise<number> {
    const { routing } = app.getHttpAdapter().getInstance();
    this.server = createServer({ maxHeaderSize: LIMITS.headers, headersTimeout: LIMITS.headersMs, requestTimeout: LIMITS.requestMs, keepAliveTimeout: LIMITS.idleMs }, (request, reply) => {
      (request as Marked)[CAME_IN] = true;
      routing(request, reply);
    });
    const { server } = this;
    await new Promise<void>((ready, fail) => server.once('error', fail).listen(this.config.OPS_PORT ?? 0, this.config.OPS_ADDRESS, ready));
    return (server.address() as { port: number }).port;
  }
  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    server.closeIdleConnections();
    await new Promise((done) => server.close(done));
  }

  /** By the route that was found, not by how its address was spelt. */
  private isOperation({ method, routeOptions }: FastifyRequest): boolean {
    this.routes ??= new Set(routesOf(this.app).flatMap(({ method: verb, path, needs }) => (needs && operates(needs) ? [`${verb} ${path}`] : [])));
    return this.routes.has(`${method === 'HEAD' ? 'GET' : method} ${routeOptions.url ?? ''}`);
  }
}
