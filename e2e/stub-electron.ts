/** A folder that looks to electron-builder like an unpacked Electron for Linux: names, an archive, and the fuses' place. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

/** The mark before the fuses in Electron's binary, as @electron/fuses looks for it. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Version 1 of the wire, nine fuses, Electron's own defaults. */
const fuses = Buffer.concat([Buffer.from([1, 9]), Buffer.from('101101011')]);

/** Makes it in `folder`. */
export async function makeStubElectron(folder: string, version: string): Promise<void> {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  const binary = Buffer.concat([Buffer.from('\u007fELF stub '), Buffer.from(sentinel), fuses, Buffer.from(' end')]);
  writeFileSync(join(folder, 'electron'), binary, { mode: 0o755 });
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler']) writeFileSync(join(folder, name), 'stub', { mode: 0o755 });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome_100_percent.pak', 'chrome_200_percent.pak', 'icudtl.dat', 'resources.pak', 'snapshot_blob.bin', 'v8_context_snapshot.bin', 'libffmpeg.so']) writeFileSync(join(folder, name), 'stub');
  for (const name of ['en-US', 'ru', 'fa', 'zh-CN', 'zh-TW', 'de', 'fr']) writeFileSync(join(folder, 'locales', `${name}.pak`), 'stub');
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'main.js'), '');
  await createPackage(empty, join(folder, 'resources', 'default_app.asar'));
}
