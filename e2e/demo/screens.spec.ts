/** Every screen in every state, on a made-up app: nothing that the policy, the rules of accessibility or the width objects to. */
import { chromium, expect, test, type Browser } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../chromium.ts';
import { inspect } from './inspect.ts';
import { scenes } from './scenes.ts';

let browser: Browser;

test.beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumFlags] });
});
test.afterAll(() => browser.close());

/** One look in each language, wide and narrow, light and dark among them; the others are for the eye (`shoot.ts`). */
for (const scene of scenes().filter(({ name }) => /-(en-light-wide|ru-light-wide|fa-light-narrow|zh-dark-narrow)$/.test(name))) {
  test(scene.name, async () => {
    expect(await inspect(browser, scene)).toEqual([]);
  });
}
