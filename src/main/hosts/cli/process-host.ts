/** What commands get from the real process. */
import { homedir } from 'node:os';
import { createClock } from '../../platform/clock.ts';
import { readHolder } from '../../platform/lock.ts';
import { createParseRunner } from '../../platform/parse.ts';
import { inspectFolder } from '../../platform/proxy/astray.ts';
import { restoreByEngine } from '../../platform/proxy/engine-restore.ts';
import { pickStores } from '../../platform/proxy/pick.ts';
import { composeApp, folderOf, type Composition } from '../compose.ts';
import { serveApp } from '../headless/serve.ts';
import type { Place } from '../place.ts';
import { exitCodes } from './commands.ts';
import type { Output } from './output.ts';
import type { CommandHost } from './run-command.ts';
import { failed } from './server-commands.ts';
import type { StopRequest } from './stop-request.ts';

export interface ProcessHostOptions extends Pick<Composition, 'spawnParse' | 'openSecrets'> {
  readonly output: Output;
  readonly stop: StopRequest;
  readonly place: Place;
  readonly languages: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: AsyncIterable<Uint8Array>;
}

/** The host of one command. */
export function createCommandHost(options: ProcessHostOptions): CommandHost {
  const { output, stop, stdin, ...means } = options;
  const { place, environment, spawnParse } = means;
  const outside = (dataDir: string | undefined) => ({ ...means, dataDir });
  return {
    output,
    stop,
    stdin,
    version: place.version,
    open: ({ dataDir, access, overrides }) => composeApp({ ...outside(dataDir), kind: 'cli', access, tray: false, app: { overrides } }),
    async reading(work) {
      const runner = createParseRunner(spawnParse, createClock());
      try {
        return await work((text) => runner.parse(text));
      } finally {
        runner.close();
      }
    },
    async inspect(dataDir) {
      const folder = folderOf({ place, dataDir, environment });
      const stores = (): ReturnType<typeof pickStores> => pickStores({ platform: place.platform, environment, home: homedir(), enginePath: place.engine });
      const [holder, proxy] = await Promise.all([readHolder(folder, Date.now()), inspectFolder(folder, stores)]);
      return { folder, proxy, ...(holder === undefined ? {} : { holder }) };
    },
    restoreBeside: (dataDir) => restoreByEngine(place.engine, folderOf({ place, dataDir, environment }), environment),
    async serve(line) {
      const ended = await serveApp({
        composition: { ...outside(line.dataDir), quit: () => stop.ask('app-quit') },
        port: line.port,
        announce: (url) => announce(output, url, hasNoDisplay(place, environment)),
        until: stop.asked,
      });
      if (!ended.ok) return failed(output, ended);
      output.object({ event: 'state', state: 'off' });
      output.line('off');
      return exitCodes.done;
    },
  };
}

function announce(output: Output, url: string, noDisplay: boolean): void {
  output.object({ event: 'serving', url, ...(noDisplay ? { reason: 'no-display' } : {}) });
  if (noDisplay) output.line(output.text.t('serve.no-display'));
  output.line(`${output.text.t('serve.open')} ${url}`);
}

/** Linux without X or Wayland: nothing here could show a window. */
function hasNoDisplay(place: Place, environment: NodeJS.ProcessEnv): boolean {
  return place.platform === 'linux' && !environment['DISPLAY'] && !environment['WAYLAND_DISPLAY'];
}
