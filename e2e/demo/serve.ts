/**
 * `node e2e/demo/serve.ts [--state on] [--profiles 12] [--language fa] [--theme dark] [--port 8080]`: the screens on a
 * made-up app, until Ctrl+C. Build them first: `node scripts/build.mjs renderer`.
 */
import { parseArgs } from 'node:util';
import { settingsSchema } from '../../src/shared/settings.ts';
import { fakeStates, isFakeState } from './fake-states.ts';
import { startDemo } from './server.ts';

const { values } = parseArgs({
  options: {
    state: { type: 'string', default: 'off' },
    profiles: { type: 'string', default: '12' },
    language: { type: 'string', default: 'en' },
    theme: { type: 'string', default: 'system' },
    port: { type: 'string', default: '0' },
  },
});
if (!isFakeState(values.state)) throw new Error(`states: ${fakeStates.join(', ')}`);
const { language, theme } = settingsSchema.parse({ language: values.language, theme: values.theme });
const demo = await startDemo({ state: values.state, profiles: Number(values.profiles), language, theme }, Number(values.port));
console.log(demo.url);
