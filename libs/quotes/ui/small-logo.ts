const [WIDTH, HEIGHT, MOST] = [480, 176, 40_000];

/** A picture as a data address small enough for the settings, or null for what is no picture or stays too large. */
export async function smallLogo(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  for (let scale = Math.min(1, WIDTH / picture.width, HEIGHT / picture.height); scale > 0.05; scale *= 0.8) {
    const canvas = Object.assign(document.createElement('canvas'), { width: Math.max(1, Math.round(picture.width * scale)), height: Math.max(1, Math.round(picture.height * scale)) });
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const address = canvas.toDataURL('image/png');
    if (address.length <= MOST) return address;
  }
  return null;
}
