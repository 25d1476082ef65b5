interface Size {
  readonly width: number;
  readonly height: number;
}

/** How large a picture says it is, by the first bytes of its file; null for what is no PNG, GIF, JPEG or WebP. */
export function pictureSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = (text: string, at = 0) => [...text].every((sign, index) => bytes[at + index] === sign.charCodeAt(0));
  if (bytes.length < 30) return null;
  if (starts('\u0089PNG\r\n\u001a\n')) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (starts('GIF8')) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (starts('RIFF') && starts('WEBP', 8)) return ofWebp(view, starts);
  return view.getUint16(0) === 0xffd8 ? ofJpeg(view) : null;
}

function ofWebp(view: DataView, starts: (text: string, at: number) => boolean): Size | null {
  const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  if (starts('VP8X', 12)) return { width: three(24) + 1, height: three(27) + 1 };
  if (starts('VP8 ', 12)) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (!starts('VP8L', 12)) return null;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

/** Goes from segment to segment to the one that holds the frame. */
function ofJpeg(view: DataView): Size | null {
  for (let at = 2; at + 9 < view.byteLength; ) {
    const marker = view.getUint16(at);
    if (marker >> 8 !== 0xff) return null;
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
