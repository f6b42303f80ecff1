/** The code as a picture file. */
import { splitFrames } from '../../../shared/qr/frames.ts';
import { codePixels, makeCode, type Pixels } from '../../../shared/qr/qr-code.ts';
import { saveFile } from '../../save-file.ts';

/** Pixels of one square: sharp on paper and small as a file. */
const scale = 10;

/** Offers the code as a PNG, of several codes one below the other; false for a text too long. */
export async function savePicture(text: string): Promise<boolean> {
  const frames = splitFrames(text);
  const codes = (frames ?? []).map(makeCode);
  const pictures = codes.flatMap((code) => (code.ok ? [codePixels(code.value, scale)] : []));
  if (pictures.length === 0 || pictures.length < codes.length) return false;
  const blob = await pngOf(pictures);
  if (blob === undefined) return false;
  saveFile('picture', blob);
  return true;
}

function pngOf(pictures: readonly Pixels[]): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(...pictures.map(({ width }) => width));
  canvas.height = pictures.reduce((sum, { height }) => sum + height, 0);
  const context = canvas.getContext('2d');
  if (context === null) return Promise.resolve(undefined);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  let top = 0;
  for (const { width, height, data } of pictures) {
    context.putImageData(new ImageData(Uint8ClampedArray.from(data), width, height), 0, top);
    top += height;
  }
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'));
}
