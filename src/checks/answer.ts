import { MemberClosedError } from '../errors.ts';
import type { Build } from '../model.ts';
import { within } from '../within.ts';
import { bucketElsewhere } from './bucket-elsewhere.ts';
import { buildQuotaUsed } from './build-quota-used.ts';
import { buildspecCheck } from './buildspec.ts';
import type { Answered, Check, Result } from './check.ts';
import { unknown } from './check.ts';
import type { CheckClients } from './clients.ts';
import { connectionUnavailable } from './connection-unavailable.ts';
import { ecrImageMissing } from './ecr-image-missing.ts';
import { ecrPolicyDenies } from './ecr-policy-denies.ts';
import { ecrRepositoryMissing } from './ecr-repository-missing.ts';
import { ecrTagImmutable } from './ecr-tag-immutable.ts';
import { failingTests } from './failing-tests.ts';
import { fileMisplaced } from './file-misplaced.ts';
import { keyUnusable } from './key-unusable.ts';
import { logGroupMissing } from './log-group-missing.ts';
import { notExecutable } from './not-executable.ts';
import { objectMissing } from './object-missing.ts';
import { parameterEncrypted } from './parameter-encrypted.ts';
import { parameterMissing } from './parameter-missing.ts';
import { permissionMissing } from './permission-missing.ts';
import { privilegedModeOff } from './privileged-mode-off.ts';
import type { Question } from './questions.ts';
import { refusalEncoded } from './refusal-encoded.ts';
import { secretMissing } from './secret-missing.ts';
import { subnetFull } from './subnet-full.ts';
import { timeoutTooShort } from './timeout-too-short.ts';
import { trustMissing } from './trust-missing.ts';
import { isRefusal, wordLacking } from './try-reading.ts';
import { vpcWayOutMissing } from './vpc-way-out-missing.ts';

/** How each kind of question is answered. */
export const checks: { [Kind in Question['kind']]: Check<Kind> } = {
  'permission-missing': permissionMissing,
  'refusal-encoded': refusalEncoded,
  'parameter-missing': parameterMissing,
  'ecr-repository-missing': ecrRepositoryMissing,
  'build-quota-used': buildQuotaUsed,
  'bucket-elsewhere': bucketElsewhere,
  'connection-unavailable': connectionUnavailable,
  'ecr-image-missing': ecrImageMissing,
  'ecr-policy-denies': ecrPolicyDenies,
  'ecr-tag-immutable': ecrTagImmutable,
  'key-unusable': keyUnusable,
  'log-group-missing': logGroupMissing,
  'object-missing': objectMissing,
  'parameter-encrypted': parameterEncrypted,
  'secret-missing': secretMissing,
  'subnet-full': subnetFull,
  'timeout-too-short': timeoutTooShort,
  'vpc-way-out-missing': vpcWayOutMissing,
  'trust-missing': trustMissing,
  'privileged-mode-off': privilegedModeOff,
  'file-misplaced': fileMisplaced,
  'not-executable': notExecutable,
  buildspec: buildspecCheck,
  'failing-tests': failingTests,
};

/** Milliseconds after which an answer is no longer waited for. */
const BUDGET = 6000;

/** Asks all questions side by side. Never throws: what cannot be answered, or not in time, is `unknown` with the reason. */
export async function answerQuestions(
  clients: CheckClients,
  questions: readonly Question[],
  build: Build,
  budget = BUDGET,
): Promise<Answered[]> {
  const answers = await Promise.all(questions.map((question) => answer(clients, question, build, budget)));
  return answers.filter((each) => each !== undefined);
}

async function answer<Kind extends Question['kind']>(
  clients: CheckClients,
  question: Extract<Question, { kind: Kind }>,
  build: Build,
  budget: number,
): Promise<Answered | undefined> {
  const check = checks[question.kind as Kind] as Check<Kind>;
  const asked = check
    .ask(clients, question, build)
    .catch((error) => explainRefusal(error, check.permissions));
  const late = unknown(`Not checked: no answer within ${budget / 1000} s.`);
  const result = await within(budget, asked, late);
  return result && { question: check.word(question, build), ...result };
}

function explainRefusal(error: unknown, permissions: readonly string[]): Result {
  if (error instanceof MemberClosedError)
    return unknown(`Not checked: account ${error.account} is not open to Faultline.`);
  if (isRefusal(error))
    return unknown(`Not checked: ${wordLacking(error, permissions)} (see docs/permissions.md).`);
  const name = error instanceof Error ? error.name : String(error);
  return unknown(`Not checked: AWS answered ${name}.`);
}
