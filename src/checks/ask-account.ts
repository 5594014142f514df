import type { Aws } from '../aws.ts';
import type { Build } from '../model.ts';
import { answerQuestions } from './answer.ts';
import type { Answered } from './check.ts';
import { connectChecks } from './clients.ts';
import type { Question } from './questions.ts';
import type { CountCommits } from './source.ts';
import { openSource } from './source-tree.ts';

/** What may be asked about a build in a place: its account and its source. */
export interface Asking {
  answer(questions: readonly Question[], build: Build): Promise<Answered[]>;
  openCommits(build: Build): CountCommits | undefined;
}

/** Makes the clients of a place; kept by the caller, since each opens connections of its own. */
export function connectAsking({ region, credentials }: Pick<Aws, 'region' | 'credentials'>): Asking {
  const clients = connectChecks(region, undefined, credentials);
  return {
    answer: (questions, build) => answerQuestions(clients, questions, build),
    openCommits: (build) => openSource(clients, build)?.openCommits?.(),
  };
}
