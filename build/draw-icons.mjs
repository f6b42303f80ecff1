/**
 * Draws what cannot be had from SVG at run time, from assets/*.svg: tray glyphs (assets/tray) and the program's icons
 * (build/icon.png, .ico, .icns, build/icons for Linux, assets/icon.png for the window). Run by hand when a drawing changes; the results are kept in the
 * repository, because packaging must not need a browser.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../e2e/chromium.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Readable on light and on dark panels. */
const colours = { off: '#878B93', connecting: '#5F8BFF', on: '#2FA866', hold: '#DFA034', failed: '#EF6A5D' };

const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags] });

/** One square PNG of an SVG text. */
async function draw(svg, size) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
}

async function drawTray() {
  const sheet = readFileSync(join(root, 'assets/tray-states.svg'), 'utf8');
  mkdirSync(join(root, 'assets/tray'), { recursive: true });
  for (const [name, colour] of Object.entries(colours)) {
    const glyph = new RegExp(`<g id="${name}" transform="[^"]*">(.*)</g>`).exec(sheet)?.[1];
    const svg = (ink) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" color="${ink}">${glyph}</svg>`;
    for (const [suffix, ink] of [['', colour], ['Template', '#000000']]) {
      for (const [scale, size] of [['', 16], ['@2x', 32]]) writeFileSync(join(root, `assets/tray/${name}${suffix}${scale}.png`), await draw(svg(ink), size));
    }
  }
}

/** Windows: a directory of PNGs (Vista and later). */
function ico(pictures) {
  const head = Buffer.alloc(6 + pictures.length * 16);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + index * 16;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** macOS: typed chunks, each a PNG. */
function icns(pictures) {
  const kinds = { 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' };
  const chunk = (kind, body) => {
    const head = Buffer.alloc(8);
    head.write(kind, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return chunk('icns', Buffer.concat(pictures.filter(({ size }) => size in kinds).map(({ size, png }) => chunk(kinds[size], png))));
}

async function drawIcons() {
  const svg = readFileSync(join(root, 'assets/mark-tile.svg'), 'utf8');
  const pictures = [];
  for (const size of [16, 32, 48, 64, 128, 256, 512, 1024]) pictures.push({ size, png: await draw(svg, size) });
  mkdirSync(join(root, 'build/icons'), { recursive: true });
  for (const { size, png } of pictures.filter((picture) => picture.size <= 512)) writeFileSync(join(root, `build/icons/${size}x${size}.png`), png);
  writeFileSync(join(root, 'assets/icon.png'), pictures.find(({ size }) => size === 256).png);
  writeFileSync(join(root, 'build/icon.png'), pictures.find(({ size }) => size === 512).png);
  writeFileSync(join(root, 'build/icon.ico'), ico(pictures.filter(({ size }) => size <= 256)));
  writeFileSync(join(root, 'build/icon.icns'), icns(pictures));
}

await drawTray();
await drawIcons();
await browser.close();
