/** Fingerprints of sources, so that a step whose inputs have not changed is skipped. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './tools.mjs';

/** SHA-256 over names and contents of files and folders (relative to the root); `skip(path)` leaves some out. */
export function fingerprint(paths, extra = '', skip = () => false) {
  const hash = createHash('sha256').update(extra);
  for (const path of paths) for (const file of filesBelow(path, skip)) hash.update(file).update('\0').update(readFileSync(join(root, file))).update('\0');
  return hash.digest('hex');
}

function filesBelow(path, skip) {
  const full = join(root, path);
  if (skip(path) || !existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full).sort().flatMap((name) => filesBelow(`${path}/${name}`, skip));
}

/** True when the stamp file holds this fingerprint and every product is there. */
export function isCurrent(stampFile, print, products) {
  if (!products.every((product) => existsSync(join(root, product)))) return false;
  const stamp = join(root, stampFile);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
}

/** Remembers that the products belong to this fingerprint. */
export function writeStamp(stampFile, print) {
  const stamp = join(root, stampFile);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
}
