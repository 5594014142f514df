import type { Build } from '../model.ts';
import type { Answered, Check, Result } from './check.ts';
import { unknown } from './check.ts';
import type { CheckClients } from './clients.ts';
import { ecrRepositoryMissing } from './ecr-repository-missing.ts';
import { fileMisplaced } from './file-misplaced.ts';
import { parameterMissing } from './parameter-missing.ts';
import { permissionMissing } from './permission-missing.ts';
import { privilegedModeOff } from './privileged-mode-off.ts';
import type { Question } from './questions.ts';
import { trustMissing } from './trust-missing.ts';

/** How each kind of question is answered. */
export const checks: { [Kind in Question['kind']]: Check<Kind> } = {
  'permission-missing': permissionMissing,
  'parameter-missing': parameterMissing,
  'ecr-repository-missing': ecrRepositoryMissing,
  'trust-missing': trustMissing,
  'privileged-mode-off': privilegedModeOff,
  'file-misplaced': fileMisplaced,
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
  return Promise.all(questions.map((question) => answer(clients, question, build, budget)));
}

async function answer<Kind extends Question['kind']>(
  clients: CheckClients,
  question: Extract<Question, { kind: Kind }>,
  build: Build,
  budget: number,
): Promise<Answered> {
  const check = checks[question.kind as Kind] as Check<Kind>;
  const result = await Promise.race([
    check.ask(clients, question, build).catch((error) => explainRefusal(error, check.permissions)),
    timeOut(budget),
  ]);
  return { question: check.word(question, build), ...result };
}

function explainRefusal(error: unknown, permissions: readonly string[]): Result {
  const name = error instanceof Error ? error.name : String(error);
  if (/AccessDenied|NotAuthorized|UnauthorizedOperation/.test(name))
    return unknown(`Not checked: Faultline's role needs ${permissions.join(', ')}.`);
  return unknown(`Not checked: AWS answered ${name}.`);
}

function timeOut(budget: number): Promise<Result> {
  const late = unknown(`Not checked: no answer within ${budget / 1000} s.`);
  return new Promise((resolve) => setTimeout(() => resolve(late), budget).unref());
}
