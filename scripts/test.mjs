/**
 * `npm test`: sets up and runs every suite, one after another, and ends with `N passed, N failed` counted over all.
 * `npm test -- unit go` runs only the suites named. The exit code is 1 when anything failed or a suite ran no test.
 */
import { guarded, setUp } from './setup.mjs';
import { runSuite, suites } from './suites.mjs';

await guarded(async () => {
  const node = setUp('test');
  const names = process.argv.slice(2);
  const wanted = names.length === 0 ? suites : suites.filter((suite) => names.includes(suite.name));
  if (wanted.length === 0) throw new Error(`suites: ${suites.map((suite) => suite.name).join(', ')}`);
  const total = { passed: 0, failed: 0 };
  for (const suite of wanted) {
    console.log(`\n── ${suite.name}: ${suite.what}`);
    const started = Date.now();
    const { passed, failed } = await runSuite(suite, node);
    console.log(`── ${suite.name}: ${passed} passed, ${failed} failed, ${((Date.now() - started) / 1000).toFixed(0)} s`);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
});
