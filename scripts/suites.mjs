/** The suites of `npm test`: how each is started and how its passes and failures are counted. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { engineTags } from './setup-engine.mjs';
import { canRunWine, wineSuite } from './suite-wine.mjs';
import { environment, isWindows, root } from './tools.mjs';
import { workflowsSuite } from './suite-workflows.mjs';

const reports = join(root, 'test-results');
const bin = (name) => join(root, 'node_modules', name);

/** A check that is one test: it passes when the program ends with 0. */
function check(name, what, script, args) {
  return { name, what, command: (node) => [node, [bin(script), ...args]], count: (status) => (status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }) };
}

export const suites = [
  check('types', 'TypeScript', 'typescript/bin/tsc', ['--noEmit']),
  check('lint', 'layers, cycles, promises, exhaustive switches', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']),
  workflowsSuite,
  go('engine', 'the engine', 'engine', ['-tags', engineTags]),
  ...(canRunWine ? [wineSuite(runGo)] : []),
  {
    name: 'unit',
    what: 'units, and every protocol against real servers',
    command: (node) => [node, [bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'unit.json')}`]],
    count: countVitest,
  },
  {
    name: 'e2e',
    what: 'the whole path in real browsers',
    command: (node) => inOwnNetwork(node, [bin('@playwright/test/cli.js'), 'test', '--config', 'e2e/playwright.config.ts']),
    count: countPlaywright,
  },
];

/**
 * On Linux the browsers get a network of their own: nothing leaves the machine, and two documentation addresses on the
 * loopback device play the internet (e2e/network.ts).
 */
export function inOwnNetwork(command, args) {
  if (process.platform !== 'linux') return [command, args];
  const flags = process.getuid?.() === 0 ? ['-n'] : ['-r', '-n'];
  const prepare = 'ip link set lo up && ip addr add 203.0.113.5/32 dev lo && ip addr add 203.0.113.9/32 dev lo && exec "$@"';
  return ['unshare', [...flags, 'sh', '-c', prepare, 'sh', command, ...args]];
}

/** Runs one suite with its output shown and counts it. A suite that counts nothing has failed. */
export async function runSuite(suite, node) {
  mkdirSync(reports, { recursive: true });
  rmSync(join(reports, `${suite.name}.json`), { force: true });
  const [command, args] = suite.command(node);
  const done = suite.run === undefined
    ? spawnSync(command, args, { cwd: suite.cwd ?? root, stdio: 'inherit', env: environment(node, suite.env) })
    : await suite.run(command, args, environment(node, suite.env));
  const counted = suite.count(done.status, done);
  // A runner that dies without naming a failed test is a failure all the same.
  if (counted.failed === 0 && (done.status !== 0 || counted.passed === 0)) return { ...counted, failed: 1 };
  return counted;
}

function countVitest() {
  const report = readReport('unit.json');
  return report === undefined ? { passed: 0, failed: 1 } : { passed: report.numPassedTests, failed: report.numFailedTests };
}

function countPlaywright() {
  const report = readReport('e2e.json');
  if (report === undefined) return { passed: 0, failed: 1 };
  return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected + report.errors.length };
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(join(reports, name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** `go vet` and `go test` of one module, counted from go test's own event stream. */
function go(name, what, folder, flags) {
  const env = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-buildvcs=false -mod=readonly' };
  return {
    name,
    what,
    env,
    command: () => [isWindows ? 'go.exe' : 'go', ['test', '-json', ...flags, './...']],
    run: (command, args, environmentOfSuite) => runGo(command, args, join(root, folder), environmentOfSuite, flags),
    count: (_status, done) => done.counted,
  };
}

async function runGo(command, args, cwd, env, flags, vetted = ['./...']) {
  const vet = spawnSync(command, ['vet', ...flags, ...vetted], { cwd, env, stdio: 'inherit' });
  const counted = { passed: vet.status === 0 ? 1 : 0, failed: vet.status === 0 ? 0 : 1 };
  const status = await new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let rest = '';
    child.stdout.on('data', (data) => {
      const lines = (rest + data).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) countGoEvent(line, counted);
    });
    child.on('error', () => resolve(1));
    child.on('close', resolve);
  });
  return { status: status === 0 && vet.status === 0 ? 0 : 1, counted };
}

function countGoEvent(line, counted) {
  if (!line.startsWith('{')) {
    console.log(line);
    return;
  }
  const event = JSON.parse(line);
  if (event.Action === 'output' && /^(--- FAIL|FAIL|panic|\s+\S+_test\.go|ok |#)/.test(event.Output)) process.stdout.write(event.Output);
  if (event.Action === 'build-output') process.stdout.write(event.Output);
  if (event.Test === undefined) return;
  if (event.Action === 'pass') counted.passed += 1;
  if (event.Action === 'fail') counted.failed += 1;
}
