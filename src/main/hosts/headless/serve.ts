/** `byway serve`: the same app and screens in a browser on this computer. */
import { succeed, type Result } from '../../../shared/fault.ts';
import { random } from '../../platform/random.ts';
import { composeApp, type Composition } from '../compose.ts';
import { loadRendererFiles } from '../renderer-files.ts';
import { startServer } from './server.ts';
import { createToken } from './token.ts';

export interface ServeOptions {
  readonly composition: Omit<Composition, 'kind' | 'access' | 'tray' | 'app'>;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Gets the address with the key in its fragment, which no browser sends anywhere. Print it once, log it never. */
  readonly announce: (url: string) => void;
  /** Resolves when the host is to end. */
  readonly until: Promise<unknown>;
}

/** Serves until asked to end, then puts everything back. Faults: those of opening the app, `port-busy`, `proxy-not-restored`. */
export async function serveApp(options: ServeOptions): Promise<Result<null>> {
  const files = loadRendererFiles(options.composition.place.renderer);
  const composed = await composeApp({ ...options.composition, kind: 'headless', access: 'write', tray: false, app: { warmEngine: true, refreshLists: true } });
  if (!composed.ok) return composed;
  const { app } = composed.value;
  const token = createToken(random);
  const server = await startServer({ files, token, port: options.port, admit: (wire) => app.serve(wire) });
  if (!server.ok) {
    await composed.value.close();
    return server;
  }
  options.announce(`${server.value.origin}/#token=${token}`);
  await options.until;
  // Pages see the way back to `off`; only then are they cut.
  const ended = await composed.value.close();
  await server.value.close();
  return ended.ok ? succeed(null) : ended;
}
