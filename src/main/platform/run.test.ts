import { expect, test } from 'vitest';
import { childEnvironment, run } from './run.ts';

const node = process.execPath;

test('gives the exit code and both outputs', async () => {
  const answer = await run(node, ['-e', 'console.log("out"); console.error("err"); process.exitCode = 3']);
  expect(answer).toEqual({ ok: true, value: { code: 3, stdout: 'out\n', stderr: 'err\n' } });
});

test('hands text to stdin and ends it', async () => {
  const echo = 'process.stdin.pipe(process.stdout)';
  expect(await run(node, ['-e', echo], { input: 'salâm' })).toMatchObject({ ok: true, value: { code: 0, stdout: 'salâm' } });
  expect(await run(node, ['-e', echo])).toMatchObject({ ok: true, value: { code: 0, stdout: '' } });
});

test('takes arguments as they are: no shell looks at them', async () => {
  const hostile = '$(touch /tmp/never); "quoted" * | & ;';
  const answer = await run(node, ['-e', 'process.stdout.write(process.argv[1])', hostile]);
  expect(answer).toMatchObject({ ok: true, value: { stdout: hostile } });
});

const failures = [
  { name: 'a program that is not there', program: '/nowhere/program', code: 'not-found', script: '' },
  { name: 'a program that cannot be executed', program: import.meta.dirname, code: 'not-found', script: '' },
  { name: 'a program that does not end', program: node, code: 'timeout', script: 'setInterval(() => {}, 1000)', options: { timeoutMs: 100 } },
  { name: 'a program that floods', program: node, code: 'unexpected', script: 'process.stdout.write("x".repeat(1e6))', options: { maxOutputBytes: 1000 } },
  { name: 'a program that is killed', program: node, code: 'unexpected', script: 'process.kill(process.pid, "SIGKILL")' },
];

test.each(failures)('$name ends in $code', async ({ program, script, code, options }) => {
  const answer = await run(program, ['-e', script], options);
  expect(answer).toMatchObject({ ok: false, fault: { code } });
});

test('an argument with a zero byte is a fault, not an exception', async () => {
  expect(await run(node, ['-e', 'a\0b'])).toMatchObject({ ok: false });
});

test('faults never show arguments', async () => {
  const answer = await run(node, ['-e', 'process.kill(process.pid, "SIGKILL")', 'secret-argument']);
  expect(JSON.stringify(answer)).not.toContain('secret-argument');
});

test('drops the library path inside an AppImage only', () => {
  expect(childEnvironment({ LD_LIBRARY_PATH: '/x', HOME: '/h' })).toEqual({ LD_LIBRARY_PATH: '/x', HOME: '/h' });
  expect(childEnvironment({ LD_LIBRARY_PATH: '/x', HOME: '/h', APPIMAGE: '/a' })).toEqual({ HOME: '/h', APPIMAGE: '/a' });
});
