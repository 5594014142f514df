import type { Report } from '../../../src/model.ts';
import { renderAnswerButtons, renderButtons } from '../../../src/slack/buttons.ts';
import { type Message, renderMessage } from '../../../src/slack/message.ts';
import { renderRecovery } from '../../../src/slack/recovery.ts';
import { renderStormOver } from '../../../src/slack/storm.ts';
import { sampleBuild, sampleReport, sampleReports } from '../../slack/reports.ts';

/** A picture of the gallery that shows one message. */
export interface MessageEntry {
  name: string;
  title: string;
  message: Message;
  /** Only the asker sees it. */
  isAnswer?: boolean;
}

const SINCE = '2026-11-03T08:40:00.000Z';

function told(report: Report, more: Parameters<typeof renderMessage>[1] = {}): Message {
  return renderMessage(report, { ...renderButtons(report, { mayRetry: true }), ...more });
}

/** Projects of a storm, each refused with its own role and parameter. */
const STORM = [
  'payments-api',
  'billing-api',
  'billing-web',
  'cart-api',
  'cart-web',
  'login-api',
  'search-worker',
].map((project, i) => ({
  project,
  number: 214 - i * 7,
  count: i === 3 ? 2 : 1,
  isGreen: i === 2,
  fingerprint: project,
  facts: { role: `${project}-build`, parameter: `/${project}/db-password` },
}));

const unsure = { command: 'npm run deploy', exitCode: 1, phase: 'BUILD' as const };

/** Every way that a message of a failure can look, from hand-made reports. */
export const MESSAGES: MessageEntry[] = [
  { name: 'failed', title: 'A build failed, and the cause is certain', message: told(sampleReports.refused) },
  {
    name: 'repeat',
    title: 'It failed again: the same message, counted',
    message: told(sampleReports.refused, { repeat: { count: 3, since: SINCE } }),
  },
  {
    name: 'recovered',
    title: 'Green again, told once, in the thread',
    message: renderRecovery({
      project: 'payments-api',
      title: sampleReports.refused.title,
      count: 3,
      since: SINCE,
      until: '2026-11-03T10:41:00.000Z',
      number: 217,
      url: sampleBuild().url,
    }),
  },
  {
    name: 'patch',
    title: 'The fix is a patch; a pipeline started the build',
    message: told(sampleReports.missingFile),
  },
  { name: 'unknown', title: 'Nobody knows the cause', message: told(sampleReports.unknown) },
  {
    name: 'no-log',
    title: 'The log is not there any more',
    message: told(
      sampleReport({
        ...sampleReports.unknown,
        explanation: 'The build failed in the phase BUILD, and its log is not there to be read.',
        reason: 'There is no log to look at.',
        evidence: [
          {
            line: 0,
            text: 'COMMAND_EXECUTION_ERROR: Error while executing command: ./gradlew assemble. Reason: exit status 1',
          },
        ],
        notes: ['The log has expired: the log group keeps it for 1 day.'],
      }),
    ),
  },
  {
    name: 'timed-out',
    title: 'The build timed out',
    message: told({
      ...sampleReports.timedOut,
      reason: 'CodeBuild itself says so of the phase that failed.',
    }),
  },
  { name: 'stopped', title: 'Somebody stopped the build', message: told(sampleReports.stopped) },
  {
    name: 'fault',
    title: 'CodeBuild itself failed',
    message: told(
      sampleReport({
        build: sampleBuild({ status: 'FAULT' }),
        cause: 'codebuild-internal-error',
        family: 'limits',
        title: 'CodeBuild failed by itself',
        explanation: 'CodeBuild ended the build with an internal error, before any command of yours ran.',
        reason: "It is CodeBuild's own word on the phase.",
        phase: 'PROVISIONING',
        evidence: [{ line: 0, text: 'INTERNAL_SERVICE_ERROR: CodeBuild is experiencing an issue' }],
        facts: {},
        checks: [],
        fix: sampleReports.stopped.fix,
        retryable: true,
        retryReason: 'The fault is not in your build.',
      }),
    ),
  },
  {
    name: 'medium',
    title: 'Medium confidence: a check speaks against it',
    message: told(
      sampleReport({
        confidence: 'medium',
        reason: 'The line names the cause, but the account allows the call now.',
        checks: [
          {
            question: 'IAM refuses ssm:GetParameters to payments-build',
            result: 'refuted',
            detail: 'its policies allow it; they may have been changed since',
          },
        ],
      }),
    ),
  },
  {
    name: 'low',
    title: 'Low confidence: only a symptom is there',
    message: told(
      sampleReport({
        ...unsure,
        cause: 'npm-script-failed',
        family: 'node',
        title: 'A script of package.json fails',
        explanation: '`npm run deploy` ended with status 1; the log does not say more.',
        confidence: 'low',
        reason: 'The line says only that something failed.',
        evidence: [{ line: 812, text: 'npm error Lifecycle script `deploy` failed with error:' }],
        facts: {},
        checks: [],
        fix: [
          {
            title: 'Run the script where you can watch it',
            command: 'npm run deploy --loglevel verbose',
            changes: false,
          },
          ...sampleReports.stopped.fix,
        ],
      }),
    ),
  },
  {
    name: 'long-fix',
    title: 'A fix too long for one message goes on in the thread',
    message: told(sampleReports.longFix),
  },
  { name: 'hostile', title: 'What a log says stays text', message: told(sampleReports.hostile) },
  {
    name: 'storm',
    title: 'One cause in many projects: one message',
    message: told(sampleReports.refused, { storm: { projects: STORM, milliseconds: 240_000 } }),
  },
  {
    name: 'storm-over',
    title: 'The end of a storm, told once',
    message: renderStormOver({ projects: 7, builds: 8, milliseconds: 2_520_000 }),
  },
  {
    name: 'answer',
    title: 'The answer to /diagnose, for the asker alone',
    message: renderMessage(sampleReports.missingFile, renderAnswerButtons(sampleReports.missingFile)),
    isAnswer: true,
  },
  {
    name: 'green',
    title: 'Asked of a build in which nothing failed',
    message: renderMessage(sampleReports.succeeded),
  },
];
