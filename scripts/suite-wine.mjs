/** The engine's Windows half, run for real under Wine: registry, a killed app, the guard. What only Windows can show runs in CI. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './tools.mjs';

const goEnvironment = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false -mod=readonly' };
/** One after the other (`-p 1`): they change the same settings. */
const packages = ['-count=1', '-p', '1', '-exec', 'wine', './internal/sysproxy', './internal/restore'];

/** Where Wine runs programs for x64. */
export const canRunWine = process.platform === 'linux' && process.arch === 'x64';

/** The suite; `runGo` runs `go vet` and `go test` of a folder and counts the events. */
export function wineSuite(runGo) {
  return {
    name: 'wine',
    what: 'the Windows part of restoring, under Wine',
    command: () => ['go', ['test', '-json', ...packages]],
    run: (command, args, env) => inFreshPrefix(env, (inside) => runGo(command, args, join(root, 'engine'), inside, [], ['./internal/sysproxy/...', './internal/restore/...'])),
    count: (_status, done) => done.counted,
  };
}

/** A new Windows for every run, so that nothing of an earlier one can help or hinder; removed afterwards. */
async function inFreshPrefix(env, work) {
  const folder = mkdtempSync(join(tmpdir(), 'byway-wine-'));
  // Wine's WinINET mixes proxy variables into its answers; Mono, Gecko and menus are not wanted.
  const quiet = { WINEPREFIX: folder, WINEARCH: 'win64', WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=', DISPLAY: '' };
  const noProxy = Object.fromEntries(Object.keys(env).filter((name) => /^(http|https|all|no)_proxy$/i.test(name)).map((name) => [name, undefined]));
  const wine = { ...env, ...goEnvironment, ...noProxy, ...quiet };
  // The first program to start Wine's services hands them its streams, which then never close: none here.
  const start = (program, args) => spawnSync(program, args, { cwd: join(root, 'engine'), env: wine, stdio: 'ignore', timeout: 120_000 });
  try {
    start('wineserver', ['-p']);
    start('wineboot', ['-i']);
    const library = join(folder, 'drive_c', 'windows', 'system32', 'bcryptprimitives.dll');
    if (!existsSync(library)) start('go', ['run', './internal/sysproxy/cmd/wineshim', library]);
    return await work({ ...wine, GOOS: 'windows', GOARCH: 'amd64' });
  } finally {
    start('wineserver', ['-k']);
    start('wineserver', ['-w']);
    rmSync(folder, { recursive: true, force: true });
  }
}
