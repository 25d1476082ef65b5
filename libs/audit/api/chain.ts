/** There is one chain; instances add to it in turn. */
export const CHAIN = 'main';
/** What the first seal is chained to. */
export const OPENING = '';

/** The end of the chain: the number of its last row and the seal on it. */
export interface Head {
  readonly seq: number;
  readonly seal: string;
}
/** What a seal is the keyed hash of: its number, the seal before it, and the keyed hash of the row itself. */
export const sealText = (seq: number, prev: string, mac: string): string => `seal|${CHAIN}|${seq}|${prev}|${mac}`;
