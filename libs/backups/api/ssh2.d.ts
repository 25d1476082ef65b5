declare module 'ssh2-sftp-client' {
  import type { Readable, Writable } from 'node:stream';
  interface Entry {
    readonly type: string;
    readonly name: string;
    readonly size: number;
  }
  type Then = (error?: Error) => void;
  export interface SftpWire {
    open(path: string, flags: string, mode: number, then: (error: Error | undefined, handle: Buffer) => void): void;
    read(handle: Buffer, into: Buffer, offset: number, length: number, position: number, then: (error: Error | undefined, bytes: number) => void): void;
    write(handle: Buffer, from: Buffer, offset: number, length: number, position: number, then: Then): void;
    ext_openssh_fsync(handle: Buffer, then: Then): void;
    close(handle: Buffer, then: Then): void;
  }
  export default class SftpClient {
    readonly sftp: SftpWire;
    constructor(name?: string, callbacks?: { error?: (error: Error) => void; end?: () => void; close?: () => void });
    connect(options: Record<string, unknown>): Promise<unknown>;
    put(source: Readable | Buffer, path: string, options?: object): Promise<string>;
    createReadStream(path: string, options?: object): Readable;
    get(path: string, into?: Writable): Promise<unknown>;
    list(path: string): Promise<Entry[]>;
    stat(path: string): Promise<{ size: number; isFile: boolean; isDirectory: boolean }>;
    mkdir(path: string, recursive?: boolean): Promise<string>;
    rmdir(path: string, recursive?: boolean): Promise<string>;
    delete(path: string, missingIsFine?: boolean): Promise<string>;
    rename(from: string, to: string): Promise<string>;
    posixRename(from: string, to: string): Promise<string>;
    exists(path: string): Promise<false | 'd' | '-' | 'l'>;
    end(): Promise<boolean>;
  }
}
declare module 'ssh2' {
  import type { Server as NetServer } from 'node:net';
  export class Server extends NetServer {
    constructor(options: { hostKeys: string[] }, connected: (client: unknown) => void);
  }
}
