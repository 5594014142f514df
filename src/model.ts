/**
 * The words of Faultline as types: what one step hands to the next.
 * build + log -> transcript -> findings -> diagnosis -> answers (checks) -> fix -> report.
 */

/** CodeBuild's phases, in the order they run. https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details.html */
export const PHASES = [
  'SUBMITTED',
  'QUEUED',
  'PROVISIONING',
  'DOWNLOAD_SOURCE',
  'INSTALL',
  'PRE_BUILD',
  'BUILD',
  'POST_BUILD',
  'UPLOAD_ARTIFACTS',
  'FINALIZING',
  'COMPLETED',
] as const;
export type PhaseType = (typeof PHASES)[number];

export type BuildStatus = 'SUCCEEDED' | 'FAILED' | 'FAULT' | 'TIMED_OUT' | 'IN_PROGRESS' | 'STOPPED';

/** What CodeBuild says about the end of a phase; the message may span lines. */
export interface PhaseContext {
  code: string;
  message: string;
}

export interface PhaseRun {
  type: PhaseType;
  /** A phase may also be CLIENT_ERROR or QUEUED; kept as CodeBuild words it. */
  status?: string | undefined;
  startedAt?: Date | undefined;
  endedAt?: Date | undefined;
  contexts: PhaseContext[];
}

/** Where the log is; `none` when logs are switched off or the build ended before it had one. */
export type LogLocation =
  | { kind: 'cloudwatch'; group: string; stream: string }
  | { kind: 's3'; bucket: string; key: string }
  | { kind: 'none'; why: 'off' | 'not-started' };

/** A variable of the build's environment. The value is kept only where it is a name (a parameter's, a secret's). */
export interface EnvironmentVariable {
  name: string;
  type: 'PLAINTEXT' | 'PARAMETER_STORE' | 'SECRETS_MANAGER';
  reference?: string | undefined;
}

export interface Source {
  type: string;
  location?: string | undefined;
  /** Branch, tag or commit asked for. */
  version?: string | undefined;
  /** The commit that it resolved to. */
  commit?: string | undefined;
  /** Path of the buildspec in the source, or the buildspec itself when it is inline. */
  buildspec?: string | undefined;
}

/** A source packed into one object of S3. */
export interface SourceArchive {
  bucket: string;
  key: string;
  version?: string | undefined;
}

/** The CodePipeline action around a build. Stage, action and execution are known once CodePipeline was asked. */
export interface PipelineRun {
  name: string;
  stage?: string | undefined;
  action?: string | undefined;
  execution?: string | undefined;
}

/** What CodeBuild knows of one run, from the event, from BatchGetBuilds, or both. */
export interface Build {
  /** `project:uuid` */
  id: string;
  arn: string;
  account: string;
  region: string;
  partition: string;
  project: string;
  number?: number | undefined;
  status: BuildStatus;
  phases: PhaseRun[];
  /** ARN of the service role. */
  role?: string | undefined;
  image?: string | undefined;
  computeType?: string | undefined;
  privileged?: boolean | undefined;
  inVpc?: boolean | undefined;
  /** Where in the VPC it runs. */
  vpc?: { id: string; subnets: string[]; securityGroups: string[] } | undefined;
  source?: Source | undefined;
  environment: EnvironmentVariable[];
  initiator?: string | undefined;
  /** Who stopped it, once CloudTrail was asked. */
  stoppedBy?: string | undefined;
  /** The zip in S3 that CodePipeline handed over as the source, once CodePipeline was asked. */
  archive?: SourceArchive | undefined;
  /** ARNs of the test reports that it wrote. */
  reports?: readonly string[] | undefined;
  pipeline?: PipelineRun | undefined;
  log: LogLocation;
  startedAt?: Date | undefined;
  endedAt?: Date | undefined;
  timeoutMinutes?: number | undefined;
  queuedTimeoutMinutes?: number | undefined;
  /** The batch that it belongs to, `project:uuid`. */
  batch?: string | undefined;
}

export interface Line {
  /** 1-based, of the log as given. */
  number: number;
  /** Cleaned: no ANSI, no carriage-return progress, no agent prefix. */
  text: string;
  /** Whether the agent's prefix stood before it. */
  isAgents?: boolean;
}

export type Outcome = 'succeeded' | 'failed' | 'unknown';

/** One command of the buildspec and the lines that it printed. */
export interface Command {
  index: number;
  phase?: PhaseType | undefined;
  /** As the agent printed it; may span lines. */
  text: string;
  /** First and last line of its output, both inclusive; first > last when it printed nothing. */
  firstLine: number;
  lastLine: number;
  outcome: Outcome;
  exitCode?: number | undefined;
}

/** One phase as the log tells it. */
export interface PhaseSpan {
  type: PhaseType;
  firstLine: number;
  lastLine: number;
  outcome: Outcome;
  contexts: (PhaseContext & { line: number })[];
}

/** The log, understood. */
export interface Transcript {
  lineCount: number;
  phases: PhaseSpan[];
  commands: Command[];
  /** Lines from..to that are still held; lines of a very long log are let go (see log/kept-lines.ts). */
  lines(from: number, to: number): Line[];
  /** The same as they stand, colours and carriage returns and all: what hides a secret from a reader stands there. */
  raw?(from: number, to: number): string;
}

/** Values captured by name from the decisive lines (action, resource, parameter ...), and what checks added. */
export type Facts = Readonly<Record<string, string>>;

export type Confidence = 'high' | 'medium' | 'low';

export interface Answer {
  question: string;
  result: 'confirmed' | 'refuted' | 'unknown';
  /** One sentence: what was seen, or why it is not known. */
  detail: string;
}

/** One step of a fix. A step with neither command nor patch is advice. */
export interface FixStep {
  title: string;
  /** Pastes into a POSIX shell as it stands. */
  command?: string | undefined;
  /** A unified diff. */
  patch?: string | undefined;
  /** Whether running it changes anything outside the reader's shell. */
  changes: boolean;
  /** A command that shows that the step worked. */
  verify?: string | undefined;
}

/** One command as the buildspec has it. */
export interface BuildspecCommand {
  /** `install`, `build` ... */
  phase: string;
  text: string;
  /** 1-based, both inclusive. */
  firstLine: number;
  lastLine: number;
}

/** The buildspec of the very build, read. */
export interface Buildspec {
  /** Its path in the source; of one in S3 its key, of one in the project the name that it is given when it is fetched. */
  file: string;
  where: 'source' | 'project' | 's3';
  text: string;
  /** In order; empty where it is no YAML. */
  commands: BuildspecCommand[];
  /** What is wrong with its YAML. */
  error?: { line: number; message: string } | undefined;
}

/** What differs from the last green build. Of variables names only, never values. */
export interface Change {
  /** `commit`, `image`, `variable NAME` ... */
  what: string;
  before: string;
  after: string;
}

/** What a report says of the build: the facts a reader wants, as JSON. */
export interface ReportBuild {
  id: string;
  arn: string;
  account: string;
  region: string;
  /** Both in words, where they are not Faultline's own. */
  elsewhere?: string | undefined;
  project: string;
  number?: number | undefined;
  status: BuildStatus;
  /** The phase that failed first. */
  phase?: PhaseType | undefined;
  startedAt?: string | undefined;
  endedAt?: string | undefined;
  durationSeconds?: number | undefined;
  branch?: string | undefined;
  commit?: string | undefined;
  initiator?: string | undefined;
  pipeline?: PipelineRun | undefined;
  image?: string | undefined;
  computeType?: string | undefined;
  batch?: string | undefined;
  /** Console pages of the build and of its log. */
  url: string;
  logUrl?: string | undefined;
}

/**
 * The answer: what every surface renders and what `--json` prints (with `input` in front).
 * `cause` is an id of the catalogue, `unknown`, or `none` for a build in which nothing failed.
 */
export interface Report {
  build: ReportBuild | null;
  cause: string;
  family: string;
  title: string;
  explanation: string;
  confidence: Confidence;
  reason: string;
  phase: PhaseType | null;
  command: string | null;
  exitCode: number | null;
  /** Line 0: not in the log, but in the message of a phase. */
  evidence: { line: number; text: string }[];
  excerpt: { from: number; to: number } | null;
  facts: Facts;
  checks: Answer[];
  fix: FixStep[];
  alternatives: { cause: string; title: string; confidence: Confidence; line: number }[];
  retryable: boolean;
  /** Why running it again can help, or cannot. */
  retryReason?: string | undefined;
  /** How often a retry of the same commit alone made this project green; left out where nobody was asked. */
  recoveredByRetry?: number | undefined;
  /** The last build before this one that was green; left out where it is not known. */
  lastGreen?: { id: string; number?: number | undefined; endedAt?: string | undefined } | undefined;
  /** What is different since then; empty when nothing is. */
  changes?: Change[] | undefined;
  fingerprint: string;
  /** What failures of other projects share that are told in one message with it; the fingerprint where left out. */
  topic?: string | undefined;
  /** The page of the cause, where such pages are published. */
  docs?: string | undefined;
  /** What the reader should know about the reading itself: the log had expired, was cut, had not arrived ... */
  notes: string[];
}
