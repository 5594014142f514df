import type { Told } from '../../src/tell-failure.ts';
import { type LocalAws, readScenario, type Scenario } from './aws/index.ts';
import { getSteps, type Step } from './run-steps.ts';
import type { LocalSlack } from './slack/index.ts';

/** One build that ended, and what became of it. */
export interface Run {
  scenario: Scenario;
  told: Told | 'green';
  steps: Step[];
  /** What the page says where the channel shows no new message. */
  notice: string | undefined;
}

/**
 * Returns what lets the build of a scenario end, one after the other: each run is another build, later than the one
 * before and of the next number. It throws what keeps the message from standing.
 */
export function startRuns(aws: LocalAws, slack: LocalSlack): (name: string) => Promise<Run> {
  let previous: Promise<unknown> = Promise.resolve();
  let last: Rerun | undefined;
  const run = async (name: string): Promise<Run> => {
    last = getNextRun(name, last);
    const scenario = aws.load(name, last);
    const asked = { aws: aws.calls.length, slack: slack.calls.length };
    const begin = Date.now();
    const [delivery] = await aws.emit(scenario);
    if (!delivery) throw new Error('No function is subscribed to the event of this build.');
    if (delivery.error !== undefined) throw delivery.error;
    const told = Array.isArray(delivery.result) ? 'green' : (delivery.result as Told);
    const calls = { aws: aws.calls.slice(asked.aws), slack: slack.calls.slice(asked.slack) };
    const steps = getSteps(scenario, told, calls, begin);
    return { scenario, told, steps, notice: findNotice(scenario, told, calls.slack.length) };
  };
  return (name) => {
    const next = previous.then(() => run(name));
    previous = next.catch(() => undefined);
    return next;
  };
}

interface Rerun {
  startedAt: Date;
  number: number;
}

/** The first run keeps the scenario's number. EventBridge tells times in whole seconds: two runs do not share one. */
function getNextRun(name: string, last: Rerun | undefined): Rerun {
  const now = Math.floor(Date.now() / 1000) * 1000;
  if (!last) return { startedAt: new Date(now), number: readScenario(name).build.number };
  return {
    startedAt: new Date(Math.max(now, last.startedAt.getTime() + 1000)),
    number: last.number + 1,
  };
}

function findNotice({ record }: Scenario, told: Told | 'green', posts: number): string | undefined {
  const build = `${record.data.project} #${record.data.number}`;
  if (told === 'green') {
    return posts > 0
      ? `${build} is green: the threads of its failures say so.`
      : `${build} is green, as it was: nothing to tell.`;
  }
  if (told.kind === 'updated')
    return `${build} failed in the same way: the message that stands was updated, with a line in its thread.`;
  if (told.kind === 'muted') return `${build} failed, and is muted: nothing was posted.`;
  return told.kind === 'posted' ? undefined : `Nothing was posted: ${told.kind}.`;
}
