import type { Answer, Build, Buildspec, Facts } from '../model.ts';
import type { CheckClients } from './clients.ts';
import type { Question } from './questions.ts';

/** An answered question; `facts` is what the answer adds to the diagnosis (a path that works, a near name). */
export interface Answered extends Answer {
  facts?: Facts;
  /** Worth telling, but speaks neither for nor against the diagnosis. */
  isAside?: boolean;
  /** The buildspec, where it was read. */
  buildspec?: Buildspec;
}

/** What a check says; the question's words are put in front by the caller. */
export type Result = Omit<Answered, 'question'>;

/** How one kind of question is answered, and the IAM actions that asking takes. */
export interface Check<Kind extends Question['kind']> {
  permissions: readonly string[];
  /** What is asked, as the end of a sentence: for the list of permissions. */
  asks: string;
  /** The question as a reader understands it. */
  word(question: Extract<Question, { kind: Kind }>, build: Build): string;
  /** May throw: the caller makes `unknown` of it, with the reason. Undefined: nothing worth telling. */
  ask(
    clients: CheckClients,
    question: Extract<Question, { kind: Kind }>,
    build: Build,
  ): Promise<Result | undefined>;
}

export const confirmed = (detail: string, facts?: Facts): Result => ({
  result: 'confirmed',
  detail,
  ...(facts && { facts }),
});
export const refuted = (detail: string, facts?: Facts): Result => ({
  result: 'refuted',
  detail,
  ...(facts && { facts }),
});
export const unknown = (detail: string): Result => ({ result: 'unknown', detail });
/** An answer that is told and not weighed. */
export const aside = (result: Result): Result => ({ ...result, isAside: true });

/** Whether AWS answered with this error, by its code. */
export function isError(error: unknown, ...names: string[]): error is Error {
  return error instanceof Error && names.includes(error.name);
}
