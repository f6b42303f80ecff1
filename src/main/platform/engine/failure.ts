/** From what JSON-RPC rejects with to a fault of ours. */
import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import { fail, type Fault } from '../../../shared/fault.ts';
import type { ProbeStage } from '../../../shared/snapshot.ts';
import { errorData } from './protocol.ts';

/** A failed call; `stages` are those a probe reached. A `Result` with one member more. */
export interface Failure {
  readonly ok: false;
  readonly fault: Fault;
  readonly stages: readonly ProbeStage[];
}

/** A failure without stages. */
export function failure(fault: Fault): Failure {
  return { ok: false, fault, stages: [] };
}

/**
 * An error the engine answered. One without our data comes from below the engine's handlers: `engine-internal`. A
 * message that could not be written means that the engine is gone, though its end is not known yet: `engine-died`.
 */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message.slice(0, 1000) : 'unknown';
  if (error instanceof ResponseError && error.code === ErrorCodes.MessageWriteError) return failure(fail('engine-died', message).fault);
  const data = error instanceof ResponseError ? errorData.safeParse(error.data) : undefined;
  if (data?.success !== true) return failure(fail('engine-internal', message).fault);
  return { ...fail(data.data.code, message, data.data.detail), stages: data.data.stages ?? [] };
}
