import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Lambda's runtime for one function, as far as a handler can tell: finds `_HANDLER` in the task's folder, runs it for one
 * event after the other, answers with what it returned or threw. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
const name = process.env._HANDLER ?? '';
const [file = '', exported = ''] = basename(name).split('.');
const module = join(process.env.LAMBDA_TASK_ROOT ?? '', dirname(name), `${file}.mjs`);
const { [exported]: handler } = await import(pathToFileURL(module).href);

process.on('message', async ({ id, event, context }: { id: string; event: unknown; context: object }) => {
  const getRemainingTimeInMillis = () => 50_000;
  try {
    const result = await handler(event, { ...context, getRemainingTimeInMillis });
    process.send?.({ id, result });
  } catch (error) {
    const { name: errorType, message, stack } = error as Error;
    process.send?.({ id, error: { errorType, message, stack } });
  }
});
process.send?.({ id: 'ready' });
