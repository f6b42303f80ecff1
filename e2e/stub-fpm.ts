/**
 * Stands in for fpm, with which electron-builder makes Debian packages and which Debian does not carry: as far as
 * electron-builder asks, over dpkg-deb.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const options = new Map<string, string>();
const dependencies: string[] = [];
const contents: string[] = [];

const words = process.argv.slice(2);
while (words.length > 0) {
  const word = words.shift() ?? '';
  const [, name, inline] = /^--?([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
  if (name === undefined) contents.push(word);
  else if (name === 'd') dependencies.push(words.shift() ?? '');
  else if (name !== 'force') options.set(name, inline ?? words.shift() ?? '');
}

const root = mkdtempSync(join(tmpdir(), 'byway-fpm-'));
for (const pair of contents) {
  const [from = '', to = ''] = pair.split('=');
  const place = join(root, to);
  mkdirSync(dirname(place), { recursive: true });
  if (statSync(from).isDirectory()) cpSync(from, place, { recursive: true });
  else copyFileSync(from, place);
}
const control = join(root, 'DEBIAN');
mkdirSync(control);
for (const [option, script] of Object.entries({ 'after-install': 'postinst', 'before-remove': 'prerm', 'after-remove': 'postrm' })) {
  const file = options.get(option);
  if (file === undefined) continue;
  copyFileSync(file, join(control, script));
  chmodSync(join(control, script), 0o755);
}
const fields = { Package: 'name', Version: 'version', Architecture: 'architecture', Maintainer: 'maintainer', Recommends: 'deb-recommends', Section: 'category', Priority: 'deb-priority', Description: 'description' };
const lines = Object.entries(fields).map(([field, option]) => `${field}: ${options.get(option) ?? ''}`);
writeFileSync(join(control, 'control'), `${lines.toSpliced(5, 0, `Depends: ${dependencies.join(', ')}`).join('\n')}\n`);
execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', root, options.get('package') ?? ''], { stdio: ['ignore', 'ignore', 'inherit'] });
rmSync(root, { recursive: true, force: true });
