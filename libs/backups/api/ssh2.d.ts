declare module 'ssh2-sftp-client' {
  import type { Readable, Writable } from 'node:stream';
  interface Entry {
    readonly type: string;
    readonly name: string;
    readonly size: number;
  }
  export default class SftpClient {
    readonly sftp: { open(path: string, flags: string, then: (error: Error | undefined, handle: Buffer) => void): void; ext_openssh_fsync(handle: Buffer, then: (error?: Error) => void): void; close(handle: Buffer, then: (error?: Error) => void): void };
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
