export interface PrivateMariadb {
  readonly url: string;
  readonly pid: number;
  readonly socketPath: string;
  stop(): Promise<void>;
}
export function startMariadb(wish?: { folder?: string | null; options?: readonly string[] }): Promise<PrivateMariadb>;
