import { signatures } from '../../diagnostics/index.ts';
import type { Told } from '../../src/tell-failure.ts';
import type { Call, Scenario } from './aws/index.ts';
import type { Call as SlackCall } from './slack/index.ts';

/** One step of a run; `ms` counts from the event. */
export interface Step {
  ms: number;
  what: 'event' | 'read' | 'diagnosis' | 'check' | 'posted';
  text: string;
}

/** What reads a build and its log. What else is asked, but for the history, checks a diagnosis. */
const READS =
  /^(?:codebuild:(?:BatchGet(?:Builds|BuildBatches|Projects)|ListBuildsForProject)|logs:\w+|s3:GetObject|codepipeline:ListActionExecutions)$/;

/**
 * What happened in a run, told from outside: by what the local AWS and the local Slack were asked, and when. The
 * diagnosis stood when, after the last read, something else was asked.
 */
export function getSteps(
  scenario: Scenario,
  told: Told | 'green',
  { aws, slack }: { aws: readonly Call[]; slack: readonly SlackCall[] },
  begin: number,
): Step[] {
  const asked = aws.map((call) => ({
    name: `${call.service}:${call.operation}`,
    ms: call.at.getTime() - begin,
  }));
  // Green builds are read, too, once the diagnosis stands.
  const builds = asked.flatMap(({ name }, index) => (name === 'codebuild:BatchGetBuilds' ? [index] : []));
  const compared = builds[1] ?? -1;
  const before = compared < 0 ? asked : asked.slice(0, compared);
  const reads = before.filter(({ name }) => READS.test(name));
  const lastRead = before.findLastIndex(({ name }) => READS.test(name));
  const checks = asked.slice(lastRead + 1).filter(({ name }) => !name.startsWith('dynamodb:'));
  const { data, status } = scenario.record;
  const steps: Step[] = [
    { ms: 0, what: 'event', text: `${data.project} #${data.number} ${status}, from EventBridge` },
  ];
  if (reads[0]) steps.push({ ms: reads[0].ms, what: 'read', text: list(reads) });
  if (told !== 'green' && 'cause' in told) {
    const ms = asked[lastRead + 1]?.ms ?? reads.at(-1)?.ms ?? 0;
    steps.push({ ms, what: 'diagnosis', text: describeCause(told.cause) });
  }
  if (checks[0]) steps.push({ ms: checks[0].ms, what: 'check', text: list(checks) });
  const post = slack[0];
  if (post) steps.push({ ms: post.at - begin, what: 'posted', text: `Slack's ${post.method}` });
  return steps;
}

function list(calls: readonly { name: string }[]): string {
  return [...new Set(calls.map(({ name }) => name))].join(', ');
}

function describeCause(cause: string): string {
  const title = signatures.find(({ id }) => id === cause)?.title;
  return title === undefined ? cause : `${title} (${cause})`;
}
