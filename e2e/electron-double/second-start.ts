/** The message of a second start to the first: a file beside the lock, taken away when it is read. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SecondStart {
  readonly words: readonly string[];
  readonly folder: string;
  /** As JSON carries it, which is what Electron does too. */
  readonly data: unknown;
}

const shape = /^SecondStart-\d+$/;

/** Written under another name first, so that it is whole when it is seen. */
export function leaveMessage(folder: string, message: SecondStart): void {
  const file = join(folder, `SecondStart-${process.pid}`);
  writeFileSync(`${file}.part`, JSON.stringify(message));
  renameSync(`${file}.part`, file);
}

/** Tells of each until the process ends. */
export function watchMessages(folder: string, receive: (message: SecondStart) => void): void {
  const read = (): void => {
    if (!existsSync(folder)) return; // the test is over and has cleared up
    for (const name of readdirSync(folder).filter((each) => shape.test(each))) {
      const message = JSON.parse(readFileSync(join(folder, name), 'utf8')) as SecondStart; // written above
      rmSync(join(folder, name));
      receive(message);
    }
  };
  watch(folder, read).unref();
  read();
}
