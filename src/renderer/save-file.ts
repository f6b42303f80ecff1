/** Files that leave the window: offered by the browser or the host, never written by a path of ours. */

/**
 * The names files leave under. None is made of a server's or a list's name: such a name could be a path, and would tell
 * whoever looks over the folder whose link it was.
 */
export const fileNames = {
  picture: 'byway-code.png',
  link: 'byway-servers.txt',
  base64: 'byway-servers-base64.txt',
  clash: 'byway-servers.yaml',
  'sing-box': 'byway-servers.json',
  sealed: 'byway-locked.byway',
  backup: 'byway-backup.byway',
} as const;

export type FileKind = keyof typeof fileNames;

/** Offers the content as a file. */
export function saveFile(kind: FileKind, content: Blob | string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type: 'application/octet-stream' }) : content);
  link.download = fileNames[kind];
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), revokeMs);
}

/** For the file to be written before its source goes. */
const revokeMs = 60_000;
