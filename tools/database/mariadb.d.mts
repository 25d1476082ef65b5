export interface PrivateMariadb {
  readonly url: string;
  readonly pid: number;
  readonly socketPath: string;
  /** Folder of the client programs. */
  readonly programs: string;
  stop(): Promise<void>;
}
export function startMariadb(wish?: { folder?: string | null; options?: readonly string[] }): Promise<PrivateMariadb>;
