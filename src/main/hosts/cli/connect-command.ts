/** connect and practice: in the foreground until asked to stop, then everything back. */
import type { ConnectionState, LocalEntrance } from '../../../shared/connection.ts';
import type { Fault, Result } from '../../../shared/fault.ts';
import { exitCodes, type ExitCode } from './commands.ts';
import type { Output } from './output.ts';
import { failed } from './server-commands.ts';
import { findServer, type Session } from './session.ts';
import type { StopRequest } from './stop-request.ts';

export interface Foreground {
  readonly session: Session;
  readonly output: Output;
  readonly stop: StopRequest;
}

/** `byway connect`: by id or name, else the chosen server. */
export async function connectServer(foreground: Foreground, named: string | undefined): Promise<ExitCode> {
  const { session, output } = foreground;
  if (named === undefined) return holdConnection(foreground, () => session.call('connection.connect', {}));
  const found = findServer(session.app.state.get(), named);
  if (!found.ok) return failed(output, found);
  return holdConnection(foreground, () => session.call('connection.connect', { profileId: found.value.id }));
}

/** `byway practice`. */
export function connectPractice(foreground: Foreground): Promise<ExitCode> {
  return holdConnection(foreground, () => foreground.session.call('connection.practice', {}));
}

/**
 * Starts, prints each state and the local entrance, waits for a request to stop or for failure, shuts the app down
 * and prints `off` last. Code 1 when it failed or something could not be put back.
 */
async function holdConnection({ session, output, stop }: Foreground, start: () => Promise<Result<null>>): Promise<ExitCode> {
  const printer = createStatePrinter(output);
  const entrance = createEntrancePrinter(session, output);
  const { promise: failing, resolve: fails } = Promise.withResolvers<Fault>();
  const unsubscribe = session.app.state.onChange((change) => {
    if (change.connection === undefined) return;
    printer.show(change.connection);
    if (change.connection.kind === 'on') entrance.show();
    if (change.connection.kind === 'failed') fails(change.connection.fault);
  });
  const started = stop.isAsked() ? undefined : await start();
  const fault = started?.ok === false ? started.fault : await Promise.race([failing, stop.asked.then(() => undefined)]);
  const ended = await session.app.shutdown();
  unsubscribe();
  if (fault !== undefined) output.fault(fault);
  if (!ended.ok) output.fault(ended.fault);
  else printer.show({ kind: 'off' });
  return fault === undefined && ended.ok ? exitCodes.done : exitCodes.failed;
}

interface StatePrinter {
  show(state: ConnectionState): void;
}

/** Prints a state when it differs from the last in kind or fault: steps and times within one are not events. */
export function createStatePrinter(output: Output): StatePrinter {
  let last = '';
  return {
    show(state) {
      const fault = 'fault' in state ? state.fault : undefined;
      const shown = `${state.kind} ${fault?.code ?? ''}`.trimEnd();
      if (shown === last) return;
      last = shown;
      output.object({ event: 'state', state: state.kind, ...(fault === undefined ? {} : { fault: output.describe(fault) }) });
      output.line(fault === undefined ? state.kind : `${state.kind} (${fault.code})`);
    },
  };
}

/** Prints where to enter, once for each set of ports. The password stands only in the objects for programs. */
function createEntrancePrinter(session: Session, output: Output): { show(): void } {
  let last = '';
  return {
    show() {
      void session.call('connection.local', {}).then((local) => {
        if (!local.ok || local.value === null) return;
        const event = listeningEvent(local.value);
        if (JSON.stringify(event) === last) return;
        last = JSON.stringify(event);
        output.object(event);
        output.line(`listening on 127.0.0.1:${local.value.port} (its user and password are printed with --json)`);
      });
    },
  };
}

/** The event that tells programs where to enter: stable for scripts. */
export function listeningEvent(local: LocalEntrance): Readonly<Record<string, unknown>> {
  const place = `${encodeURIComponent(local.username)}:${encodeURIComponent(local.password)}@127.0.0.1:${local.port}`;
  return {
    event: 'listening',
    socks: `socks5h://${place}`,
    http: `http://${place}`,
    ...(local.systemProxyPort === undefined ? {} : { systemProxyPort: local.systemProxyPort }),
  };
}
