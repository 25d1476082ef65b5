import { stdTimeFunctions, type DestinationStream } from 'pino';
import type { Options } from 'pino-http';
import { currentContext, loggable } from '#kernel/api';

/** What a terminal or a reader of lines would act upon though JSON lets it stand: C1 controls, line separators, direction marks. */
const FORGING = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const escaped = (line: string): string => line.replace(FORGING, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);

interface LoggedRequest {
  readonly id: unknown;
  readonly method: string;
  readonly url: string;
  readonly remoteAddress?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The log: JSON lines in UTC. Of a request it keeps no header and no query, which may carry tokens and personal values;
 * of an error nothing that quotes a value.
 */
export const logOptions = (level: string, stream?: DestinationStream): Options => ({
  level,
  ...(stream ? { stream } : {}),
  timestamp: stdTimeFunctions.isoTime,
  hooks: { streamWrite: escaped },
  serializers: {
    req: ({ id, method, url, remoteAddress, headers }: LoggedRequest) => ({
      id, method, path: url.split('?')[0], address: currentContext()?.address ?? remoteAddress, agent: headers?.['user-agent']?.slice(0, 200),
    }),
    res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    err: (error: unknown) => ({ type: error instanceof Error ? error.name : typeof error, stack: loggable((error as { raw?: unknown } | null)?.raw ?? error) }),
  },
  autoLogging: { ignore: (request) => request.url?.startsWith('/health') ?? false },
  genReqId: (request) => currentContext()?.requestId ?? request.id,
});
