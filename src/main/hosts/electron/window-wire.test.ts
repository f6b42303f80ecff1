import { EventEmitter } from 'node:events';
import type { IpcMain, WebContents } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Wire } from '../../../shared/wire.ts';
import { pageOrigin, wireChannel } from './wire-channel.ts';
import { acceptWindowWires } from './window-wire.ts';

const first = '11111111-1111-4111-8111-111111111111';
const second = '22222222-2222-4222-8222-222222222222';

/** The members of Electron's objects that are looked at. */
function fakeContents() {
  const sent: unknown[] = [];
  const mainFrame = { parent: null, origin: pageOrigin };
  return { sent, mainFrame, isDestroyed: () => false, send: (_channel: string, envelope: unknown) => sent.push(envelope) };
}

let ipc: EventEmitter;
let contents: ReturnType<typeof fakeContents>;
let wires: { wire: Wire; heard: unknown[]; closed: number }[];
let closeAll: () => void;

beforeEach(() => {
  ipc = new EventEmitter();
  contents = fakeContents();
  wires = [];
  const accepted = acceptWindowWires(ipc as IpcMain, () => contents as unknown as WebContents, (wire) => {
    const entry = { wire, heard: [] as unknown[], closed: 0 };
    wire.onMessage((message) => entry.heard.push(message));
    wire.onClose(() => (entry.closed += 1));
    wires.push(entry);
  });
  closeAll = () => accepted.closeAll();
});

function arrive(envelope: unknown, event: Readonly<Record<string, unknown>> = { sender: contents, senderFrame: contents.mainFrame }): void {
  ipc.emit(wireChannel, event, envelope);
}

describe('a window’s wire', () => {
  it('opens with the first message, which it already carries', () => {
    arrive({ connection: first, message: { a: 1 } });
    arrive({ connection: first, message: 2 });
    expect(wires.map(({ heard }) => heard)).toEqual([[{ a: 1 }, 2]]);
    wires[0]?.wire.send({ b: 1 });
    expect(contents.sent).toEqual([{ connection: first, message: { b: 1 } }]);
  });

  it('is replaced when the page loads anew; the old one is silent from then on', () => {
    arrive({ connection: first, message: 1 });
    arrive({ connection: second, message: 2 });
    expect(wires.map(({ heard, closed }) => [heard, closed])).toEqual([[[1], 1], [[2], 0]]);
    wires[0]?.wire.send('late');
    wires[0]?.wire.close();
    expect(contents.sent).toEqual([]);
    expect(wires[1]?.closed).toBe(0);
  });

  it('ends from the app’s side, and the page is told', () => {
    arrive({ connection: first, message: 1 });
    wires[0]?.wire.close();
    expect(contents.sent).toEqual([{ connection: first, closed: true }]);
    expect(wires[0]?.closed).toBe(1);
    closeAll();
    expect(wires[0]?.closed).toBe(1);
  });

  it.each([
    ['other contents', () => ({ sender: fakeContents(), senderFrame: contents.mainFrame })],
    ['a frame inside the page', () => ({ sender: contents, senderFrame: { parent: contents.mainFrame, origin: pageOrigin } })],
    ['a frame that is gone', () => ({ sender: contents, senderFrame: null })],
    ['another main frame', () => ({ sender: contents, senderFrame: { parent: null, origin: pageOrigin } })],
  ])('hears nothing from %s', (_what, event) => {
    arrive({ connection: first, message: 1 }, event());
    expect(wires).toEqual([]);
  });

  it.each(['https://byway', 'app://byway.evil.test', 'app://other', 'null', 'file://'])('hears nothing from a page of %s', (origin) => {
    contents.mainFrame.origin = origin;
    arrive({ connection: first, message: 1 });
    expect(wires).toEqual([]);
  });

  it.each([[null], ['text'], [{ message: 1 }], [{ connection: 'short', message: 1 }], [{ connection: first }], [{ connection: 5, message: 1 }], [[first, 1]]])('hears nothing of another shape: %j', (envelope) => {
    arrive(envelope);
    expect(wires).toEqual([]);
  });
});
