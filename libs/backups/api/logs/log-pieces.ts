import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Manifest } from '#backups/model';
import { exactly } from '../archive.ts';
import { openWith, unpack } from '../envelope.ts';
import { BackupFault } from '../faults.ts';
import type { Trust } from '../signature.ts';
import type { Target } from '../target.ts';

/** A closed file of a server's binary log on a target. */
export interface LogPiece {
  readonly server: string;
  readonly file: string;
  /** It holds everything that was committed up to this moment. */
  readonly to: string;
  readonly bytes: number;
  readonly sha256: string;
}
type Named = Pick<LogPiece, 'server' | 'file'>;
export const pieceName = ({ server, file }: Named): string => `logs/${server}/${file}`;
export const piecePath = (piece: Named): string => `${pieceName(piece)}.zst.age`;
export const labelPath = (piece: Named): string => `${pieceName(piece)}.json`;
/** The label of a piece is signed as manifests are. */
export const labelOf = (piece: LogPiece): Manifest => ({ format: 1, name: pieceName(piece), trailer: true, log: piece }) as unknown as Manifest;
export const numberOf = (file: string): number => Number(/\.(\d+)$/.exec(file)?.[1] ?? NaN);

/** The pieces on a target that were signed here, in the order of their files. */
export async function piecesOn(target: Target, trust: Trust): Promise<LogPiece[]> {
  const pieces: LogPiece[] = [];
  for await (const { path } of target.list('logs/')) {
    if (!path.endsWith('.json')) continue;
    const text = (await buffer(await target.get(path))).toString();
    const label = (await trust.read(text, path.slice(0, -'.json'.length))) as unknown as { log: LogPiece };
    pieces.push(label.log);
  }
  return pieces.toSorted((a, b) => (a.server === b.server ? numberOf(a.file) - numberOf(b.file) : a.server < b.server ? -1 : 1));
}

/** The text of a piece. */
export async function openPiece(target: Target, piece: LogPiece, identity: string): Promise<Readable> {
  const path = piecePath(piece);
  const sealed = exactly(await target.get(path), { sha256: piece.sha256, bytes: piece.bytes, path });
  return unpack(await openWith(identity, sealed));
}

/** The pieces that lead from a backup to a moment. Throws BackupFault: 'no-logs', 'log-gap'. */
export function leading({ position }: Pick<Manifest, 'position'>, pieces: readonly LogPiece[], until: string): LogPiece[] {
  if (!position?.file) throw new BackupFault('no-logs');
  const server = pieces.find(({ file }) => file === position.file)?.server;
  const own = pieces.filter((one) => one.server === server && numberOf(one.file) >= numberOf(position.file));
  if (own.length === 0) throw new BackupFault('no-logs');
  const last = own.findIndex(({ to }) => to >= until);
  if (last < 0) throw new BackupFault('no-logs', { reason: own.at(-1)?.to ?? '' });
  const needed = own.slice(0, last + 1);
  const gap = needed.find((one, index) => numberOf(one.file) !== numberOf(position.file) + index);
  if (gap) throw new BackupFault('log-gap', { reason: gap.file });
  return needed;
}
