import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { list, type Stack } from './stack.ts';

/** Lambda with the functions of a stack: each in a process of its own that begins with its first event. */
export interface Lambda {
  /** Runs a function with an event. Throws what it threw. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  stop(): void;
}

const functionSchema = z.object({
  Handler: z.string(),
  Runtime: z.literal('nodejs24.x'),
  Timeout: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});
type Deployed = z.output<typeof functionSchema> & { id: string };

interface Answer {
  id: string;
  result?: unknown;
  error?: { errorType: string; message: string; stack: string };
}

/**
 * Takes the stack, the folder of each function's code, and what a sandbox needs besides to be found. Nothing else of this
 * process's environment reaches a function.
 */
export function startLambda(
  stack: Stack,
  folders: Record<string, string>,
  sandbox: (functionName: string) => Record<string, string>,
): Lambda {
  const functions = list(stack, 'AWS::Lambda::Function', functionSchema);
  const running = new Map<string, Promise<ChildProcess>>();
  const start = (deployed: Deployed, folder: string): Promise<ChildProcess> => {
    const env = {
      ...deployed.Environment.Variables,
      ...sandbox(deployed.id),
      _HANDLER: deployed.Handler,
      LAMBDA_TASK_ROOT: folder,
      AWS_LAMBDA_FUNCTION_NAME: deployed.id,
      TZ: ':UTC',
    };
    const child = fork(join(import.meta.dirname, 'runtime.ts'), {
      cwd: folder,
      env,
      execArgv: [],
      stdio: 'pipe',
    });
    return new Promise((resolve, reject) => {
      let complaint = '';
      child.stderr?.on('data', (chunk) => {
        complaint += chunk;
      });
      child.once('message', () => resolve(child));
      child.once('exit', () => reject(new Error(`${deployed.id} does not start: ${complaint}`)));
    });
  };
  return {
    async invoke(functionName, event) {
      const deployed = functions.find(({ id }) => id === functionName);
      const folder = folders[functionName];
      if (!deployed || !folder) throw new Error(`There is no function ${functionName}`);
      const begun = running.get(functionName) ?? start(deployed, folder);
      running.set(functionName, begun);
      const { result, error } = await ask(await begun, event, functionName);
      if (error)
        throw Object.assign(new Error(error.message, { cause: error.stack }), { name: error.errorType });
      return result;
    },
    stop() {
      for (const begun of running.values())
        begun.then(
          (child) => child.kill(),
          () => undefined,
        );
    },
  };
}

function ask(child: ChildProcess, event: unknown, functionName: string): Promise<Answer> {
  const id = randomUUID();
  return new Promise((resolve) => {
    const hear = (answer: Answer) => {
      if (answer.id !== id) return;
      child.off('message', hear);
      resolve(answer);
    };
    child.on('message', hear);
    child.send({ id, event, context: { awsRequestId: id, functionName, functionVersion: '$LATEST' } });
  });
}
