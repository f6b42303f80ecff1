/** The two-way message pipe between a window and the app, whatever carries it. */

/** Messages are plain JSON values; each side checks what it receives. */
export interface Wire {
  send(message: unknown): void;
  /** Sets the receiver; returns a function that takes it away. */
  onMessage(receive: (message: unknown) => void): () => void;
  /** Called once, when the other side is gone. */
  onClose(closed: () => void): () => void;
  close(): void;
}

/** Two ends joined in memory, for the CLI and tests. Messages are cloned and delivered in a microtask, as a real pipe would. */
export function memoryWirePair(): readonly [Wire, Wire] {
  const left = new MemoryEnd();
  const right = new MemoryEnd();
  left.peer = right;
  right.peer = left;
  return [left, right];
}

class MemoryEnd implements Wire {
  peer: MemoryEnd | undefined;
  readonly #receivers = new Set<(message: unknown) => void>();
  readonly #closers = new Set<() => void>();

  send(message: unknown): void {
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => {
      for (const receive of this.peer?.isOpen() ? this.peer.#receivers : []) receive(copy);
    });
  }

  onMessage(receive: (message: unknown) => void): () => void {
    this.#receivers.add(receive);
    return () => this.#receivers.delete(receive);
  }

  onClose(closed: () => void): () => void {
    this.#closers.add(closed);
    return () => this.#closers.delete(closed);
  }

  close(): void {
    const peer = this.peer;
    if (peer === undefined) return;
    this.peer = undefined;
    for (const closed of this.#closers) closed();
    peer.close();
  }

  isOpen(): boolean {
    return this.peer !== undefined;
  }
}
