import { AsyncLocalStorage } from 'node:async_hooks';

/** When a worker is killed: before its call number `at` reaches anyone, or after it was carried out and before it hears so. */
export interface Kill {
  at: number;
  when: 'before' | 'after';
}

/** One process, as long as it lives. */
export interface Worker {
  /** What it asked of AWS and of Slack, in order: `dynamodb:PutItem`, `slack:chat.postMessage`. */
  calls: string[];
  kill: Kill | undefined;
  isDead: boolean;
  /** Resolves when it is killed. */
  died: Promise<'killed'>;
  die(): void;
}

const workers = new AsyncLocalStorage<Worker>();

export function createWorker(kill?: Kill | undefined): Worker {
  const { promise, resolve } = Promise.withResolvers<'killed'>();
  const worker: Worker = {
    calls: [],
    kill,
    isDead: false,
    died: promise,
    die() {
      worker.isDead = true;
      resolve('killed');
    },
  };
  return worker;
}

/** Runs what a worker does; resolves with what came of it, or with `killed`. What a dead one still tries reaches nobody. */
export async function runAs<T>(worker: Worker, run: () => Promise<T>): Promise<T | 'killed'> {
  return Promise.race([workers.run(worker, run), worker.died]);
}

/** Lets a call of the running worker through, unless it is dead or dies of it: then it never hears of it again. */
export async function pass<T>(name: string, call: () => Promise<T>): Promise<T> {
  const worker = workers.getStore();
  if (!worker) return call();
  if (worker.isDead) return never();
  const number = worker.calls.push(name);
  if (worker.kill?.at !== number) {
    const answer = await call();
    return worker.isDead ? never() : answer;
  }
  if (worker.kill.when === 'after') await call();
  worker.die();
  return never();
}

function never<T>(): Promise<T> {
  return new Promise(() => {});
}
