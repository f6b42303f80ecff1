import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownScheme, shareSchemes } from '../src/shared/link-schemes.ts';
import { projectRoot } from './project.ts';
import { makeStubElectron } from './stub-electron.ts';

/** electron-builder itself, on a stub of Electron: what goes into a package, not how Electron behaves in it. */
const work = mkdtempSync(join(tmpdir(), 'byway-package-'));
const unpacked = join(work, 'dist', 'linux-unpacked');
const archive = join(unpacked, 'resources', 'app.asar');

beforeAll(async () => {
  await makeStubElectron(join(work, 'electron'), '45.4.1');
  const words = ['--dir', '--linux', '--x64', '--config', 'electron-builder.yml', `-c.electronDist=${join(work, 'electron')}`, `-c.directories.output=${join(work, 'dist')}`];
  execFileSync(process.execPath, [join(projectRoot, 'node_modules', 'electron-builder', 'cli.js'), ...words], { cwd: projectRoot, stdio: 'pipe' });
}, 60_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('a package', () => {
  it('holds the bundles and package.json, and nothing else', () => {
    const names = listPackage(archive, { isPack: false }).map((name) => name.replaceAll('\\', '/'));
    expect(new Set(names.map((name) => name.split('/').slice(0, 3).join('/')))).toEqual(new Set(['/out', '/out/main', '/out/preload', '/out/renderer', '/out/node', '/out/networks', '/package.json']));
    for (const needed of ['/out/main/main.js', '/out/main/tray/on.png', '/out/preload/preload.cjs', '/out/renderer/index.html', '/out/node/parse-worker.js']) expect(names).toContain(needed);
    expect(existsSync(join(unpacked, 'resources', 'app'))).toBe(false);
  });

  it('starts the Electron host', () => {
    expect(JSON.parse(extractFile(archive, 'package.json').toString())).toMatchObject({ name: 'byway', main: 'out/main/main.js', type: 'module' });
  });

  it('brings the engine beside it, ready to run', () => {
    expect(readdirSync(join(unpacked, 'resources', 'engine'))).toEqual(['byway-engine']);
    expect(execFileSync(join(unpacked, 'resources', 'engine', 'byway-engine'), ['version']).toString()).toMatch(/^byway-engine /);
  });

  it('brings the licence', () => {
    expect(readFileSync(join(unpacked, 'resources', 'LICENSE'), 'utf8')).toContain('GNU GENERAL PUBLIC LICENSE');
  });

  it('has its doors closed', async () => {
    const fuses = await getCurrentFuseWire(join(unpacked, 'byway'));
    expect(fuses).toMatchObject({
      [FuseV1Options.RunAsNode]: FuseState.DISABLE,
      [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
    });
  });

  it('carries only the languages Byway speaks', () => {
    expect(readdirSync(join(unpacked, 'locales')).toSorted()).toEqual(['en-US.pak', 'fa.pak', 'ru.pak', 'zh-CN.pak', 'zh-TW.pak']);
  });
});

describe('the configuration', () => {
  it('lets the system open Byway’s own links and locked texts with it, behind the word that ends the switches', () => {
    const config = readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8');
    expect(/^protocols:\n {2}- name: .*\n {4}schemes: \[byway\]\n/m.test(config)).toBe(true);
    expect(config).toContain('executableArgs: ["--"]');
    expect(config).not.toMatch(/schemes: \[[^\]]*\btg\b/);
    expect(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))).toMatchObject({ desktopName: 'byway.desktop' });
  });
});

describe('the uninstaller for Windows', () => {
  const script = join(projectRoot, 'build', 'installer.nsh');

  it('gives back each kind of links that Byway can take', () => {
    expect([...readFileSync(script, 'utf8').matchAll(/!insertmacro releaseLinks "([^"]+)"/g)].map((match) => match[1])).toEqual([ownScheme, ...shareSchemes]);
  });

  it('asks the engine for what the engine knows', () => {
    const words = /byway-engine\.exe" (.*)'/.exec(readFileSync(script, 'utf8'))?.[1]?.replace(/"\$APPDATA.*"/, join(work, 'no-journal.json')).split(' ') ?? [];
    const engine = join(unpacked, 'resources', 'engine', 'byway-engine');
    expect(execFileSync(engine, words, { stdio: ['ignore', 'pipe', 'ignore'] }).toString()).not.toBe('');
  });

  it('is understood by NSIS without a warning, at the place where electron-builder calls it', () => {
    const frame = `Unicode true\nName x\nOutFile "${join(work, 'x.exe')}"\n!include LogicLib.nsh\nVar installMode\n!include "${script}"
      Section\nStrCpy $installMode all\nWriteUninstaller "$TEMP\\un.exe"\nSectionEnd\nSection "un.x"\n!insertmacro customUnInstall\nSectionEnd\n`;
    expect(execFileSync('makensis', ['-V2', '-WX', '-'], { input: frame, encoding: 'utf8' })).toBe('');
    const template = readFileSync(join(projectRoot, 'node_modules', 'app-builder-lib', 'templates', 'nsis', 'uninstaller.nsh'), 'utf8');
    expect(template.indexOf('!insertmacro customUnInstall\n')).toBeGreaterThan(0);
    expect(template.indexOf('!insertmacro customUnInstall\n')).toBeLessThan(template.indexOf('RMDir /r $INSTDIR'));
  });
});
