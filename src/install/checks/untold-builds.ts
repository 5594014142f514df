import { connectAws } from '../../aws.ts';
import { FAILED, listBuilds } from '../../build/read.ts';
import { getAwsEndpoint } from '../../config.ts';
import { findRecordedFailure } from '../../history/failure.ts';
import { openTable } from '../../history/table.ts';
import type { Build } from '../../model.ts';
import { type Context, setupCommand } from '../context.ts';
import { broken, type Examination, fine, look, step, unknown, type Verdict } from '../finding.ts';
import { findTable } from './table.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const DAYS = 3;
/** By then the sweep, too, would have told of it. */
const MIN_AGE = 30 * MINUTE;
const MAX_PAGES = 5;
const MAX_NAMES = 3;

/** Whether failed builds of the last days are in the history: else events do not arrive. */
export function listUntoldExaminations(context: Context): Examination[] {
  const name = context.settings.FAULTLINE_TABLE;
  if (!name) return [];
  return [
    {
      check: 'untold-builds',
      about: `in the last ${DAYS} days`,
      examine: () => examineUntold(name, context),
    },
  ];
}

async function examineUntold(tableName: string, context: Context): Promise<Verdict> {
  const [builds, table] = await Promise.all([findFailedBuilds(context), findTable(tableName, context)]);
  if (!table) return unknown('Not checked: there is no table to look in.');
  if (builds.length === 0) return fine(`No build failed in the last ${DAYS} days.`);
  const history = openTable(context.clients.dynamodb, tableName);
  const records = await Promise.all(builds.map((build) => findRecordedFailure(history, build.id)));
  const untold = builds.filter((_, i) => records[i] === undefined);
  if (untold.length === 0)
    return fine(`${count(builds)} failed in the last ${DAYS} days, and the history has them all.`);
  const names = untold
    .slice(0, MAX_NAMES)
    .map(({ id }) => id)
    .join(', ');
  const said = `${count(untold)} of ${builds.length} that failed in the last ${DAYS} days ${untold.length === 1 ? 'is' : 'are'} not in the history: ${names}.`;
  const madeAt = table.CreationDateTime?.getTime() ?? 0;
  if (untold.every((build) => getEnd(build) < madeAt))
    return unknown(`${said} They failed before the table was made: whether events arrive is not known yet.`);
  return broken(
    `${said} Events of CodeBuild do not arrive, or cannot be told.`,
    look('First repair the rules, the function and the channel, if one of the findings is about them'),
    step('Tell what failed in the last day', 'npm run -s faultline -- sweep'),
    step('See whether a test failure comes through', setupCommand(context, 'test')),
  );
}

async function findFailedBuilds({ clients, now }: Context): Promise<Build[]> {
  const aws = connectAws({ endpoint: getAwsEndpoint() })(clients.region);
  const found: Build[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { builds, nextToken: next } = await listBuilds(aws, nextToken);
    found.push(...builds.filter((build) => FAILED.has(build.status) && isDue(build, now())));
    const isOld = builds.some((build) => build.endedAt && now().getTime() - getEnd(build) > DAYS * DAY);
    if (isOld || next === undefined) break;
    nextToken = next;
  }
  return found;
}

function isDue(build: Build, now: Date): boolean {
  const age = now.getTime() - getEnd(build);
  return build.endedAt !== undefined && age >= MIN_AGE && age <= DAYS * DAY;
}

function getEnd({ endedAt }: Build): number {
  return endedAt?.getTime() ?? 0;
}

function count(builds: readonly Build[]): string {
  return builds.length === 1 ? '1 build' : `${builds.length} builds`;
}
