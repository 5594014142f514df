import { getBuildUrl, getLogUrl } from './build/console-url.ts';
import type { Comparison } from './build/what-changed.ts';
import type { Diagnosis } from './diagnose/diagnose.ts';
import { getTopic } from './diagnose/topic.ts';
import { anchorPatches } from './fix/anchor-patches.ts';
import { getRetryStep } from './fix/retry.ts';
import type { Answer, Build, Buildspec, FixStep, Line, Report, ReportBuild } from './model.ts';
import { getRetryVerdict } from './retry-verdict.ts';
import type { Signature, Situation } from './signature.ts';
import { wordUnsigned } from './word-unsigned.ts';

/** What was read around the failure, once it was diagnosed. */
export interface Surroundings {
  buildspec?: Buildspec | undefined;
  comparison?: Comparison | undefined;
  recoveredByRetry?: number | undefined;
  docsUrl?: string | undefined;
  /** Account and region, where it is not Faultline's own. */
  elsewhere?: string | undefined;
  /** What would let Faultline read the account. */
  opening?: readonly FixStep[] | undefined;
}

/** Words a diagnosis for its reader: explanation, fix and all that every surface shows. */
export function getReport(
  diagnosis: Diagnosis,
  build: Build | undefined,
  answers: readonly Answer[],
  notes: readonly string[],
  { buildspec, comparison, recoveredByRetry, docsUrl, elsewhere, opening = [] }: Surroundings = {},
): Report {
  const { signature, facts, part, evidence } = diagnosis;
  const situation = { ...getSituation(diagnosis, build), buildspec };
  const wording = signature ? wordSigned(signature, situation) : wordUnsigned(diagnosis, build);
  const isFailure = wording.cause !== 'none';
  const own = signature ? anchorPatches(signature.fix(situation), situation) : [];
  return {
    build: build ? { ...getReportBuild(build, diagnosis), ...(elsewhere && { elsewhere }) } : null,
    ...wording,
    confidence: diagnosis.confidence,
    reason: diagnosis.reason,
    phase: part.phase ?? null,
    command: part.command?.text ?? null,
    exitCode: part.command?.exitCode ?? null,
    evidence: evidence.map(({ number, text }) => ({ line: number, text })),
    excerpt: getExcerpt(evidence),
    facts,
    checks: [...answers],
    fix: isFailure ? [...own, ...opening, ...getRetryStep(build)] : [],
    alternatives: diagnosis.others.map(({ finding, confidence }) => ({
      cause: finding.signature.id,
      title: finding.signature.title,
      confidence,
      line: finding.line,
    })),
    ...(isFailure ? getRetryVerdict(signature, facts, comparison, recoveredByRetry) : { retryable: false }),
    recoveredByRetry,
    lastGreen: comparison && {
      id: comparison.green.id,
      number: comparison.green.number,
      endedAt: comparison.green.endedAt?.toISOString(),
    },
    changes: comparison?.changes,
    fingerprint: diagnosis.fingerprint,
    topic: getTopic(signature, { ...diagnosis, project: build?.project ?? '' }),
    ...(signature && !signature.isOwn && docsUrl && { docs: `${docsUrl}/${signature.id}.md` }),
    notes: [...notes],
  };
}

function wordSigned({ id, family, title, explain }: Signature, situation: Situation) {
  return { cause: id, family, title, explanation: explain(situation) };
}

/** From the first to the last of the lines that have a number. */
function getExcerpt(evidence: readonly Line[]): Report['excerpt'] {
  const numbers = evidence.map(({ number }) => number).filter((number) => number > 0);
  const [from, to] = [numbers[0], numbers.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

/** What a signature words its explanation, its fix and its checks from. */
export function getSituation({ facts, seen, part }: Diagnosis, build: Build | undefined): Situation {
  return { facts, seen, build, phase: part.phase, command: part.command?.text };
}

function getReportBuild(build: Build, { part }: Diagnosis): ReportBuild {
  const { startedAt, endedAt } = build;
  return {
    id: build.id,
    arn: build.arn,
    account: build.account,
    region: build.region,
    project: build.project,
    number: build.number,
    status: build.status,
    phase: part.phase,
    startedAt: startedAt?.toISOString(),
    endedAt: endedAt?.toISOString(),
    durationSeconds:
      startedAt && endedAt ? Math.round((endedAt.getTime() - startedAt.getTime()) / 1000) : undefined,
    branch: build.source?.version,
    commit: build.source?.commit,
    initiator: build.initiator,
    pipeline: build.pipeline,
    image: build.image,
    computeType: build.computeType,
    batch: build.batch,
    url: getBuildUrl(build),
    logUrl: getLogUrl(build),
  };
}
