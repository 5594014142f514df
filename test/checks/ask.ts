import { answerQuestions } from '../../src/checks/answer.ts';
import type { Answered } from '../../src/checks/check.ts';
import { connectChecks } from '../../src/checks/clients.ts';
import type { Question } from '../../src/checks/questions.ts';
import type { Build } from '../../src/model.ts';
import type { LocalAws } from '../sandbox/aws/index.ts';
import { getScenario } from '../sandbox/aws/scenario.ts';
import { scenarioSchema } from '../sandbox/aws/scenario-schema.ts';

/** What the account holds in a test: the facts of a scenario. */
export type AccountFacts = Record<string, unknown>;

export const ROLE = 'codebuild-flask-app-service-role';
export const BUILD: Build = {
  id: 'flask-app:11111111-2222-4333-8444-555555555555',
  arn: 'arn:aws:codebuild:eu-central-1:111122223333:build/flask-app:11111111-2222-4333-8444-555555555555',
  account: '111122223333',
  region: 'eu-central-1',
  partition: 'aws',
  project: 'flask-app',
  status: 'FAILED',
  phases: [],
  role: `arn:aws:iam::111122223333:role/service-role/${ROLE}`,
  environment: [],
  log: { kind: 'none', why: 'off' },
  inVpc: false,
};

/** Puts facts into the account and asks one question about a build. Undefined: nothing worth telling. */
export async function ask(
  aws: LocalAws,
  account: AccountFacts,
  question: Question,
  build: Partial<Build> = {},
): Promise<Answered | undefined> {
  aws.load(
    getScenario(
      'test',
      scenarioSchema.parse({ title: 'test', build: { uuid: UUID, status: 'FAILED' }, account }),
      '',
    ),
  );
  const [answer] = await answerQuestions(connectChecks('eu-central-1'), [question], { ...BUILD, ...build });
  return answer;
}

const UUID = '11111111-2222-4333-8444-555555555555';
