import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface Worker {
  /** Hands it an event; rejects with what it says went wrong. */
  handle(event: unknown): Promise<void>;
  stop(): void;
}

/** Starts the worker of a handler in a process of its own, with the environment of this one. Resolves when it is loaded. */
export async function forkWorker(handler: string): Promise<Worker> {
  const child = fork(new URL('./worker.ts', import.meta.url), [handler]);
  const open = new Map<number, (error: string | undefined) => void>();
  await once(child, 'message');
  child.on('message', ({ id, error }: { id: number; error?: string }) => open.get(id)?.(error));
  let last = 0;
  return {
    handle: (event) => {
      const id = ++last;
      return new Promise((resolve, reject) => {
        open.set(id, (error) => (error === undefined ? resolve() : reject(new Error(error))));
        child.send({ id, event });
      });
    },
    stop: () => void child.kill(),
  };
}
