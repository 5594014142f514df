import * as z from 'zod';
import { PHASES } from '../model.ts';

/** A key that may be missing. */
const text = z.string().optional();
const confidence = z.enum(['high', 'medium', 'low']);

const build = z.object({
  id: z.string().describe('project:uuid, as CodeBuild names it'),
  arn: z.string().describe('Unique: there is one event a failed build, but for repeats'),
  account: z.string(),
  region: z.string(),
  project: z.string(),
  number: z.number().optional(),
  status: z.enum(['SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'IN_PROGRESS', 'STOPPED']),
  phase: z.enum(PHASES).optional().describe('The phase that failed first'),
  startedAt: text,
  endedAt: text,
  durationSeconds: z.number().optional(),
  branch: text,
  commit: text,
  initiator: text,
  pipeline: z
    .object({ name: z.string(), stage: text, action: text, execution: text })
    .optional()
    .describe('The CodePipeline action around it'),
  image: text,
  computeType: text,
  batch: text,
  url: z.string().describe('Console page of the build'),
  logUrl: text,
});

/** The report as every surface has it: what `--json` prints, with `input` in front. */
export const reportSchema = z.object({
  input: z.string().describe('What was diagnosed: the target of the command line, the ARN of the build'),
  build: build.nullable().describe('Null for a log without a build'),
  cause: z.string().describe('Id of a known cause (docs/signatures), unknown, or none where nothing failed'),
  family: z.string(),
  title: z.string(),
  explanation: z.string(),
  confidence,
  reason: z.string().describe('Why the confidence is what it is'),
  phase: z.enum(PHASES).nullable(),
  command: z.string().nullable().describe('The command that failed'),
  exitCode: z.number().nullable(),
  evidence: z
    .array(z.object({ line: z.number(), text: z.string() }))
    .describe('The decisive lines; line 0 is not in the log, but in the message of a phase'),
  excerpt: z.object({ from: z.number(), to: z.number() }).nullable(),
  facts: z.record(z.string(), z.string()),
  checks: z
    .array(
      z.object({
        question: z.string(),
        result: z.enum(['confirmed', 'refuted', 'unknown']),
        detail: z.string(),
      }),
    )
    .describe('What the account was asked, and what it answered'),
  fix: z
    .array(z.object({ title: z.string(), command: text, patch: text, changes: z.boolean(), verify: text }))
    .describe('In order. Commands are quoted for a POSIX shell'),
  alternatives: z.array(z.object({ cause: z.string(), title: z.string(), confidence, line: z.number() })),
  retryable: z.boolean(),
  retryReason: text,
  recoveredByRetry: z.number().optional(),
  lastGreen: z.object({ id: z.string(), number: z.number().optional(), endedAt: text }).optional(),
  changes: z
    .array(z.object({ what: z.string(), before: z.string(), after: z.string() }))
    .optional()
    .describe('What is different since the last green build'),
  fingerprint: z.string().describe('The same for the same failure, from run to run'),
  topic: text.describe('The same for failures that one message tells of'),
  docs: text.describe('Page of the cause'),
  notes: z.array(z.string()),
});

/** The detail of `Build Diagnosed`. */
export const diagnosedSchema = reportSchema.extend({
  id: z.string().describe('The same for every repeat of this event: drop what you have seen'),
  incident: z
    .object({
      id: z.string().describe('The same for all failures of this run of red builds: open one ticket for it'),
      count: z.number().describe('Which failure of the incident this is, from 1'),
      since: z.string().describe('ISO time of its first failure'),
    })
    .describe('A run of failures of one project with one fingerprint, until the next green build'),
  told: z
    .object({ channel: z.string(), ts: z.string() })
    .nullable()
    .describe(
      'The message in Slack; null where another failure tells of this one too, and its message is not posted yet',
    ),
  trimmed: z
    .array(z.string())
    .describe(
      'Fields that were cut or left out because the event would have been larger than EventBridge takes',
    ),
});
export type Diagnosed = z.infer<typeof diagnosedSchema>;
