/** An app that changes the proxy in a process of its own, to be killed by a test. Prints one result a line. */
import { makeControl, plan } from './bench.ts';

const [dataDir = '', enginePath = '', ...operations] = process.argv.slice(2);
const control = await makeControl(dataDir, enginePath, process.env);
for (const operation of operations) {
  switch (operation) {
    case 'enable':
      print(await control.enable({ ...plan, port: Number(process.env['BYWAY_TEST_PORT'] ?? plan.port) }));
      break;
    case 'enable-other':
      print(await control.enable({ ...plan, port: plan.port + 1, bypass: [] }));
      break;
    case 'restore':
      print(await control.restore());
      break;
    case 'recover':
      print(await control.recover());
      break;
    case 'stay':
      setInterval(() => undefined, 1_000);
      break;
  }
}

function print(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
