import type { DataSource } from 'typeorm';

/** How many connections there are, how many of them do nothing, and how many requests wait for one. */
export interface PoolUse {
  readonly open: number;
  readonly free: number;
  readonly waiting: number;
}
interface Pool {
  readonly _allConnections?: { readonly length: number };
  readonly _freeConnections?: { readonly length: number };
  readonly _connectionQueue?: { readonly length: number };
}

/** The use of the driver's pools; null where there is none, as on SQLite. */
export function poolUseOf({ driver }: DataSource): PoolUse | null {
  const { pool, poolCluster } = driver as unknown as { pool?: Pool; poolCluster?: { _nodes: Record<string, { pool: Pool }> } };
  const pools = pool ? [pool] : Object.values(poolCluster?._nodes ?? {}).map((node) => node.pool);
  if (pools.length === 0) return null;
  const sum = (of: (one: Pool) => number | undefined) => pools.reduce((total, one) => total + (of(one) ?? 0), 0);
  return { open: sum((one) => one._allConnections?.length), free: sum((one) => one._freeConnections?.length), waiting: sum((one) => one._connectionQueue?.length) };
}
