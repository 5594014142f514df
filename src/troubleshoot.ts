import type { Comparison, ReadAhead } from './build/what-changed.ts';
import type { Answered } from './checks/check.ts';
import type { Question } from './checks/questions.ts';
import { findContextFindings } from './diagnose/context-findings.ts';
import { type Diagnosis, diagnose } from './diagnose/diagnose.ts';
import { findFailingPart, NOTHING_FAILED } from './diagnose/failing-part.ts';
import { getFindings } from './diagnose/findings.ts';
import { preferNewLines } from './diagnose/new-lines.ts';
import { getQuestions } from './get-questions.ts';
import { readAround } from './lines-around.ts';
import type { ReadLog } from './log/read.ts';
import type { CompiledCatalogue } from './match/catalogue.ts';
import { scanLog } from './match/scan.ts';
import type { Answer, Build, PhaseType, Report, Transcript } from './model.ts';
import { redactReport } from './redact.ts';
import { getReport, getSituation } from './report.ts';
import { mayPass } from './retry-verdict.ts';

export interface Tools {
  /** A promise where a team's own signatures may still be on their way. It never rejects. */
  catalogue: CompiledCatalogue | Promise<CompiledCatalogue>;
  /** Where the pages of the causes are published. */
  docsUrl?: string | undefined;
  /** Account and region, where it is not Faultline's own. */
  elsewhere?: string | undefined;
  /** Asks the account; left out where nobody may be asked. Never throws: what cannot be answered is `unknown`. */
  answer?: ((questions: readonly Question[], build: Build) => Promise<Answered[]>) | undefined;
  /** What changed since the last green build, with the lines of its log in `phase` where that is given. Never throws. */
  compare?:
    | ((build: Build, phase: PhaseType | undefined, ahead?: ReadAhead) => Promise<Comparison | undefined>)
    | undefined;
  /** How often a retry alone made the project green. Never throws. */
  countRecoveries?: ((project: string) => Promise<number | undefined>) | undefined;
}

/**
 * The one way from a failure to its report, whatever the entry: the log is read once, the cause named, the
 * diagnosis checked against the account, the fix written, secrets taken out.
 */
export async function troubleshoot(build: Build | undefined, log: ReadLog, tools: Tools): Promise<Report> {
  return writeReport(await nameCause(build, log, tools.catalogue), tools);
}

/** What build and log say by themselves. */
export interface NamedCause {
  build: Build | undefined;
  log: ReadLog;
  transcript: Transcript;
  diagnosis: Diagnosis;
}

/** The first half: reads the log and names the cause, before anybody is asked. */
export async function nameCause(
  build: Build | undefined,
  log: ReadLog,
  known: Tools['catalogue'],
): Promise<NamedCause> {
  const catalogue = await known;
  const { transcript, hits, stopped } = await scanLog(catalogue, log.chunks);
  const mayHaveFailed = build?.status !== 'SUCCEEDED' && build?.status !== 'IN_PROGRESS';
  const part = mayHaveFailed ? findFailingPart(transcript, build && findFailedPhase(build)) : NOTHING_FAILED;
  // What a stopped build had printed so far did not stop it.
  const findings =
    mayHaveFailed && build?.status !== 'STOPPED' ? getFindings(catalogue, hits, transcript) : [];
  const fromContext = build && mayHaveFailed ? findContextFindings(catalogue, build, findings) : [];
  const diagnosis = diagnose([...findings, ...fromContext], transcript, part);
  const notes = [...log.notes, ...(catalogue.notes ?? []), ...noteStopped(catalogue, stopped)];
  return { build, log: { ...log, notes }, transcript, diagnosis };
}

/** Patterns of a team's own that were given up on. */
function noteStopped({ probes }: CompiledCatalogue, stopped: readonly number[]): string[] {
  const ids = [...new Set(stopped.flatMap((probe) => probes[probe]?.signature.id ?? []))];
  if (ids.length === 0) return [];
  return [`Your signatures ${ids.join(', ')} took too long on this log and were not tried on all of it.`];
}

/** The report as far as it is known before the checks: cause, facts and fingerprint stand, the confidence may change. */
export async function draftReport(
  { build, log, diagnosis }: NamedCause,
  { docsUrl, elsewhere }: Tools,
): Promise<Report> {
  return redactReport(getReport(diagnosis, build, [], log.notes, { docsUrl, elsewhere, opening: log.steps }));
}

/** The second half: asks the account and the source, and words it all. `ahead` is what was read of the project before. */
export async function writeReport(
  { build, log, transcript, diagnosis }: NamedCause,
  tools: Tools,
  ahead?: ReadAhead,
): Promise<Report> {
  const { answers, comparison, recoveredByRetry } = await lookAround(diagnosis, build, tools, ahead);
  const weighed = preferNewLines(weigh(diagnosis, answers), transcript, comparison?.greenLines);
  const buildspec = answers.find((answer) => answer.buildspec)?.buildspec;
  const { docsUrl, elsewhere } = tools;
  const around = { buildspec, comparison, recoveredByRetry, docsUrl, elsewhere, opening: log.steps };
  const report = getReport(weighed, build, answers.map(withoutFacts), log.notes, around);
  return redactReport(report, readAround(report, transcript));
}

/** All that is asked once the cause is known, side by side. Nothing of a build in which nothing failed. */
async function lookAround(
  diagnosis: Diagnosis,
  build: Build | undefined,
  tools: Tools,
  ahead: ReadAhead | undefined,
) {
  if (!build || (!diagnosis.signature && diagnosis.part.isAllGreen))
    return { answers: [], comparison: undefined, recoveredByRetry: undefined };
  const { signature, part } = diagnosis;
  const questions = getQuestions(signature, getSituation(diagnosis, build));
  const [answers, comparison, recoveredByRetry] = await Promise.all([
    tools.answer?.(questions, build) ?? [],
    tools.compare?.(build, signature ? undefined : part.phase, ahead),
    mayPass(signature) ? tools.countRecoveries?.(build.project) : undefined,
  ]);
  return { answers, comparison, recoveredByRetry };
}

/** The first phase that did not succeed, by CodeBuild's own word. */
function findFailedPhase(build: Build): PhaseType | undefined {
  return build.phases.find(
    (phase) => phase.status !== undefined && !['SUCCEEDED', 'IN_PROGRESS'].includes(phase.status),
  )?.type;
}

/** A check that confirms raises the confidence; where none does, one that refutes lowers it by a step; one without an answer changes nothing. */
function weigh(diagnosis: Diagnosis, answers: readonly Answered[]): Diagnosis {
  const facts = Object.assign({}, diagnosis.facts, ...answers.map((answer) => answer.facts ?? {}));
  // What is known of a failure that nobody understands is no cause.
  if (!diagnosis.signature) return { ...diagnosis, facts };
  const weighed = answers.filter((answer) => !answer.isAside);
  const confirmed = weighed.find((answer) => answer.result === 'confirmed');
  if (confirmed) {
    return { ...diagnosis, facts, confidence: 'high', reason: `Confirmed by a check: ${confirmed.detail}` };
  }
  const refuted = weighed.find((answer) => answer.result === 'refuted');
  if (!refuted) return { ...diagnosis, facts };
  const confidence = diagnosis.confidence === 'high' ? 'medium' : 'low';
  return { ...diagnosis, facts, confidence, reason: `A check speaks against it: ${refuted.detail}` };
}

function withoutFacts({ question, result, detail }: Answered): Answer {
  return { question, result, detail };
}
