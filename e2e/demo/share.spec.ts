/** Sharing and what comes back, in a real page on a made-up app: by keyboard, by picture, by drop. */
import { expect, test, type Page } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../chromium.ts';
import { makeCode, readCodes } from '../../src/shared/qr/qr-code.ts';
import { splitFrames } from '../../src/shared/qr/frames.ts';
import { startDemo, type Demo } from './server.ts';

test.use({ launchOptions: { executablePath: chromiumPath(), args: [...chromiumFlags] }, viewport: { width: 1000, height: 700 } });

let demo: Demo;
test.beforeEach(async ({ page }) => {
  demo = await startDemo({ state: 'on', profiles: 12, language: 'en', theme: 'light' });
  await page.goto(demo.url);
  await page.getByRole('navigation').getByRole('button', { name: 'Servers' }).click();
  await page.getByRole('grid').waitFor();
});
test.afterEach(() => demo.close());

const link = 'trojan://not-a-real-key@a.example:443?security=tls';

/** Hands pictures of codes to the page, turned by some degrees, pasted or dropped. */
async function hand(page: Page, texts: readonly string[], way: 'paste' | 'drop', degrees = 0): Promise<void> {
  const codes = texts.map((text) => {
    const code = makeCode(text);
    return (code.ok ? code.value : []).map((row) => row.map((black) => (black ? '#' : ' ')).join(''));
  });
  await page.evaluate(
    async ({ codes: given, way: how, degrees: turn }) => {
      const scale = 5;
      const side = Math.max(...given.map((rows) => rows.length)) * scale * 1.5;
      const canvas = new OffscreenCanvas(side * given.length, side);
      const context = canvas.getContext('2d');
      if (context === null) return;
      context.fillStyle = '#e8e8e0';
      context.fillRect(0, 0, canvas.width, canvas.height);
      for (const [index, rows] of given.entries()) {
        context.setTransform(scale, 0, 0, scale, side * (index + 0.5), side / 2);
        context.rotate((turn * Math.PI) / 180);
        context.translate(-rows.length / 2, -rows.length / 2);
        context.fillStyle = '#fff';
        context.fillRect(0, 0, rows.length, rows.length);
        context.fillStyle = '#000';
        // A little larger than a square, so that turned neighbours leave no seam.
        for (const [y, row] of rows.entries()) for (let x = 0; x < row.length; x += 1) if (row[x] === '#') context.fillRect(x, y, 1.05, 1.05);
      }
      const transfer = new DataTransfer();
      transfer.items.add(new File([await canvas.convertToBlob()], 'screenshot.png', { type: 'image/png' }));
      const event = how === 'paste' ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }) : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    },
    { codes, way, degrees },
  );
}

test('a link is shared by keyboard alone; the focus comes back', async ({ page }) => {
  await page.getByRole('row').filter({ hasText: 'Vienna 2' }).click();
  const share = page.getByRole('button', { name: 'Share' });
  await share.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Share Leto/ });
  await expect(dialog.getByText('marina-phone-2')).toBeVisible();
  await dialog.getByRole('button', { name: 'Put back' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Take out' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy locked with four words' }).focus();
  await page.keyboard.press('Space');
  await expect(dialog.getByRole('status').filter({ hasText: 'amber river stone tulip' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(share).toBeFocused();
});

test('several are shared from the selection; the code on screen is read back', async ({ page }) => {
  for (const row of [2, 4]) await page.getByRole('row').nth(row).click({ modifiers: ['Control'] });
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog', { name: 'Share servers: 2' })).toBeVisible();
  const picture = await page.getByRole('img', { name: 'Code of the link' }).screenshot();
  const pixels = await page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return { width: bitmap.width, height: bitmap.height, data: [...(context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [])] };
  }, [...picture]);
  const [text = ''] = await readCodes({ ...pixels, data: Uint8ClampedArray.from(pixels.data) });
  expect(text.split('\n')).toHaveLength(2);
});

test('a picture of the code is saved', async ({ page }) => {
  await page.getByRole('row').filter({ hasText: 'Vienna 2' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as picture' }).click();
  expect((await download).suggestedFilename()).toBe('byway-code.png');
});

test('a pasted and a dropped picture are read, turned and several at once', async ({ page }) => {
  for (const [way, texts] of [['paste', [link]], ['drop', [link, `${link}#2`]], ['drop', splitFrames(`${link}\n`.repeat(40)) ?? []]] as const) {
    await hand(page, texts, way, texts.length > 2 ? 0 : 12);
    const report = page.getByRole('dialog', { name: /servers? found/ });
    await expect(report).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(report).toBeHidden();
  }
});

test('a picture without a code, or with too few, is told', async ({ page }) => {
  await hand(page, [(splitFrames(`${link}\n`.repeat(40)) ?? [])[0] ?? ''], 'drop');
  await expect(page.getByText('Codes are missing from this picture.', { exact: false })).toBeVisible();
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(200, 200);
    canvas.getContext('2d')?.fillRect(20, 20, 50, 50);
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([await canvas.convertToBlob()], 'cat.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText('There is no code in this picture.', { exact: false })).toBeVisible();
});

test('a locked text dropped as a file asks for its words, and says when they are wrong', async ({ page }) => {
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['byway1:AREIAeJ3'], 'from-leto.byway'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  const words = page.getByRole('textbox', { name: 'Words' });
  await expect(words).toBeFocused();
  await page.keyboard.type('other words');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('do not open it');
  await words.fill('amber river stone tulip');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'This text is locked' })).toBeHidden();
});
