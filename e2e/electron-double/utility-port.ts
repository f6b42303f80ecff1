/** Runs in the child before its own script: gives it `process.parentPort`, as Electron's utility process has. */
const parentPort = {
  postMessage: (message: unknown) => process.send?.(message),
  on: (_event: 'message', receive: (event: { readonly data: unknown }) => void) => void process.on('message', (data) => receive({ data })),
};
Object.assign(process, { parentPort });
process.on('disconnect', () => process.exit(0));
