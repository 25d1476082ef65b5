import { describe, expect, it } from 'vitest';
import { pictureSize } from './picture-size.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, '').padEnd(80, '0'), 'hex'));

describe('the size of a picture', () => {
  it.each([
    ['PNG', '89504e470d0a1a0a 0000000d 49484452 00004e20 00004e20', { width: 20_000, height: 20_000 }],
    ['GIF', '474946383961 4001 f000', { width: 320, height: 240 }],
    ['JPEG', 'ffd8 ffe0 0004 0000 ffc0 0011 08 00f0 0140', { width: 320, height: 240 }],
    ['WebP, extended', '52494646 00000000 57454250 56503858 0000000a 00000000 3f0100 ef0000', { width: 320, height: 240 }],
  ])('is read from a %s', (_, hex, size) => expect(pictureSize(bytes(hex))).toEqual(size));

  it.each([['a page', '3c68746d6c3e'], ['a drawing with scripts', '3c737667'], ['nothing', ''], ['a JPEG without a frame', 'ffd8 ffe0 0004 0000']])('is not read from %s', (_, hex) => expect(pictureSize(bytes(hex))).toBeNull());
});
