import { type FilteredLogEvent, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { sh } from '../../fix/shell.ts';
import { redact } from '../../redact.ts';
import { isNotFound } from '../aws-errors.ts';
import { type Context, inRegion } from '../context.ts';
import { broken, type Examination, fine, look, type Verdict } from '../finding.ts';

const DAY = 86_400_000;
const MAX_TEXT = 240;

/** What Lambda and the logger write of an invocation that failed. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
const ERRORS =
  '?"Invoke Error" ?"Uncaught Exception" ?"Unhandled Promise Rejection" ?"Task timed out" ?"not taken up" ?"Runtime.ImportModuleError" ?"Runtime exited"';
/** What the functions write when they have done their work. */
const SUCCESSES = '?"build told" ?"request answered" ?"digest told" ?"swept"';

/** Whether the last thing that each function logged in a day is an error. */
export function listErrorExaminations(context: Context): Examination[] {
  return context.installation.functions
    .filter(({ configuration }) => configuration !== undefined)
    .map(({ name, configuration }) => ({
      check: 'function-errors',
      about: name,
      examine: () =>
        examineErrors(name, configuration?.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`, context),
    }));
}

async function examineErrors(name: string, group: string, context: Context): Promise<Verdict> {
  const since = context.now().getTime() - DAY;
  const errors = await findEvents(group, ERRORS, since, context).catch((error: unknown) => {
    // A group that is not there yet: the function never ran.
    if (isNotFound(error)) return [];
    throw error;
  });
  const last = errors.at(-1);
  if (!last) return fine(`${name} logged no error in the last day.`);
  const at = new Date(last.timestamp ?? 0).toISOString();
  const [success] = await findEvents(group, SUCCESSES, (last.timestamp ?? 0) + 1, context);
  if (success) return fine(`${name} has worked since its last error at ${at}.`);
  const text = (await redact(last.message ?? '')).replaceAll(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
  return broken(
    `${name} failed ${errors.length === 1 ? 'once' : `${errors.length} times`} in the last day and has not worked since, at ${at}: ${text}`,
    look('Read its log', sh`aws logs tail ${group} --since 1d ${inRegion(context)}`),
  );
}

async function findEvents(
  logGroupName: string,
  filterPattern: string,
  startTime: number,
  { clients }: Context,
): Promise<FilteredLogEvent[]> {
  const { events = [] } = await clients.logs.send(
    new FilterLogEventsCommand({ logGroupName, filterPattern, startTime, limit: 100 }),
  );
  return events.sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
}
