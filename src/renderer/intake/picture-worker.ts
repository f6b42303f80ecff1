/**
 * What belongs in intake/: texts and pictures that come in besides the paste field. This file: reads the codes of one
 * picture a message, beside the window, which goes on meanwhile.
 */
import { maxPictureSide, readCodes } from '../../shared/qr/qr-code.ts';

addEventListener('message', (event: MessageEvent<Blob>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener, and no origin to name
  void codesOf(event.data).then((texts) => postMessage(texts));
});

async function codesOf(file: Blob): Promise<readonly string[]> {
  try {
    const whole = await createImageBitmap(file);
    const scale = Math.min(1, maxPictureSide / Math.max(whole.width, whole.height));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(whole.width * scale)), Math.max(1, Math.round(whole.height * scale)));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) return [];
    context.fillStyle = '#fff'; // a code on nothing is meant to be on paper
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(whole, 0, 0, canvas.width, canvas.height);
    whole.close();
    return await readCodes(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return []; // not a picture after all
  }
}
