/** Set-up: builds byway-engine (and, for tests, the test servers) with Go when their sources have changed. */
import { join } from 'node:path';
import { fingerprint, isCurrent, writeStamp } from './stamp.mjs';
import { SetUpError, ask, environment, isWindows, root, run } from './tools.mjs';

const suffix = isWindows ? '.exe' : '';
/** WireGuard needs gVisor; the other three leave out networks that Byway does not offer. */
export const engineTags = 'with_gvisor,no_tailscale,no_zerotier,no_fake_tcp';
const goEnvironment = () => environment(undefined, { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false -mod=readonly' });

/** Builds engine/bin/byway-engine. */
export function buildEngine(say) {
  return goBuild(say, {
    what: 'the engine',
    sources: ['engine'],
    skip: isNotEngine,
    folder: 'engine',
    arguments: ['-trimpath', '-ldflags', '-s -w', '-tags', engineTags],
    product: `engine/bin/byway-engine${suffix}`,
    hint: 'the first build takes 2 to 5 minutes',
  });
}

function isNotEngine(path) {
  return path.startsWith('engine/bin') || path.startsWith('engine/testpeers') || path.startsWith('engine/golden') || path.endsWith('_test.go');
}

/** Modules beside engine/testpeers that cannot share its dependencies, each a program of its own. */
const apart = ['xray267', 'hysteria1'];

/** Builds the real servers that tests dial: Xray in two releases, hysteria, WireGuard, small proxies. The product does not contain them. */
export function buildPeers(say) {
  const common = { arguments: ['-trimpath', '-ldflags', '-s -w', '-tags', engineTags], hint: 'the first build takes a few minutes' };
  const isApart = (path) => apart.some((name) => path.startsWith(`engine/testpeers/${name}`));
  const main = goBuild(say, { ...common, what: 'the test servers', sources: ['engine/testpeers'], skip: isApart, folder: 'engine/testpeers', product: `engine/bin/testpeers${suffix}` });
  const others = apart.map((name) =>
    goBuild(say, { ...common, what: `the test server ${name}`, sources: [`engine/testpeers/${name}`, 'engine/testpeers/peer'], skip: () => false, folder: `engine/testpeers/${name}`, product: `engine/bin/testpeers-${name}${suffix}` }),
  );
  return [main, ...others].includes(true);
}

function goBuild(say, job) {
  const print = fingerprint(job.sources, job.arguments.join(' '), job.skip);
  const stamp = `${job.product}.stamp`;
  if (isCurrent(stamp, print, [job.product])) return false;
  needGo();
  say(`building ${job.what} (${job.hint})`);
  run(`Building ${job.what}`, 'go', ['build', ...job.arguments, '-o', join(root, job.product), '.'], { cwd: join(root, job.folder), env: goEnvironment() });
  writeStamp(stamp, print);
  return true;
}

/** One sentence when Go is absent or too old. */
function needGo() {
  const version = ask('go', ['env', 'GOVERSION'], { env: goEnvironment() });
  if (version === undefined) throw new SetUpError('Byway’s engine is built with Go: please install Go 1.26 or newer (go.dev/dl) and run the same command again.');
  const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) > 1 || Number(minor) >= 26) return;
  throw new SetUpError(`Byway’s engine needs Go 1.26 or newer and this is ${version}: please install a newer Go (go.dev/dl) and run the same command again.`);
}
