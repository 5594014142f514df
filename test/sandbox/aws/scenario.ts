import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partitionOf } from './account.ts';
import { shiftLog } from './agent-log.ts';
import { ACCOUNT, type Moved, moveText, REGION } from './move.ts';
import { getPhases } from './scenario-phases.ts';
import {
  type BuildData,
  type BuildRecord,
  baseSchema,
  type ScenarioData,
  scenarioSchema,
} from './scenario-schema.ts';

export { ACCOUNT, REGION } from './move.ts';

const FOLDER = join(import.meta.dirname, '..', 'scenarios');

/** One way for a build to end, with all that the account knows around it. */
export interface Scenario extends ScenarioData {
  name: string;
  record: BuildRecord;
  /** The whole log; empty where the build ended before it had one. */
  log: string;
  /** Builds of the project before it. */
  earlierRuns: EarlierRun[];
}

export type EarlierRun = Pick<Scenario, 'record' | 'build' | 'log'>;

/** What makes another run of the same failure: another time, number, id or place. */
export interface Rerun extends Moved {
  startedAt?: Date;
  number?: number;
  uuid?: string;
  project?: string;
}

/** The names of all scenarios, sorted. */
export function listScenarios(): string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/**
 * Reads a scenario from its folder.
 * Takes its name and what to change for another run; the log's times move with `startedAt`.
 * Throws where there is none of that name, or what field of its data is wrong.
 */
export function readScenario(name: string, rerun: Rerun = {}): Scenario {
  const file = join(FOLDER, name, 'scenario.json');
  if (!existsSync(file)) throw new Error(`No scenario is named '${name}': ${listScenarios().join(', ')}`);
  const read = (path: string) => moveText(readFileSync(path, 'utf8'), rerun);
  const data = scenarioSchema.parse(JSON.parse(read(file)));
  const logFile = join(FOLDER, name, 'build.log');
  const log = existsSync(logFile) ? read(logFile) : '';
  const readEarlier = (earlier: string) => read(join(FOLDER, name, earlier));
  return getScenario(name, data, log, rerun, readEarlier);
}

/** Makes a scenario of its data and its log, for tests that need one that is in no folder. */
export function getScenario(
  name: string,
  given: ScenarioData,
  givenLog: string,
  rerun: Rerun = {},
  readEarlier: (file: string) => string = () => '',
): Scenario {
  const startedAt = rerun.startedAt ?? new Date(given.build.startedAt);
  const number = rerun.number ?? given.build.number;
  const project = rerun.project ?? given.build.project;
  const isSame = Object.keys(rerun).length === 0;
  const place = [rerun.account, rerun.region].filter((part) => part !== undefined);
  const words = [project, number, startedAt.toISOString(), ...place].join(' ');
  const uuid = rerun.uuid ?? (isSame ? given.build.uuid : uuidOf(words));
  // The session's name in an error message holds the build's id.
  const renamed = (text: string) => text.replaceAll(given.build.uuid, uuid);
  const log = renamed(shiftLog(givenLog, startedAt.getTime() - Date.parse(given.build.startedAt)));
  const data = withBase(given, rerun);
  const phases = data.build.phases.map((phase) => ({ ...phase, message: renamed(phase.message) }));
  const build = { ...data.build, uuid, number, project, phases, startedAt: startedAt.toISOString() };
  const record = getRecord(build, log, rerun);
  const earlierRuns = data.earlier.map((earlier) =>
    getEarlier(earlier, build, readEarlier, given.build, rerun),
  );
  return { ...data, build, name, record, log, earlierRuns };
}

/** A build before the scenario's own: the same but for what is told of it. */
function getEarlier(
  earlier: ScenarioData['earlier'][number],
  build: BuildData,
  read: (file: string) => string,
  given: BuildData,
  moved: Moved,
): EarlierRun {
  const startedAt = new Date(Date.parse(build.startedAt) - earlier.minutesBefore * 60_000);
  const number = build.number - earlier.before;
  const raw = earlier.log === undefined ? '' : read(earlier.log);
  const log = shiftLog(raw, startedAt.getTime() - Date.parse(given.startedAt));
  const { image, environmentVariables } = earlier;
  const data: BuildData = {
    ...build,
    number,
    uuid: uuidOf(`${build.project} ${number} ${startedAt.toISOString()}`),
    startedAt: startedAt.toISOString(),
    status: earlier.status,
    phases: [],
    reports: [],
    sourceVersion: earlier.sourceVersion ?? build.sourceVersion,
    resolvedSourceVersion: earlier.commit ?? build.resolvedSourceVersion,
    environment: {
      ...build.environment,
      ...(image && { image }),
      ...(environmentVariables && { environmentVariables }),
    },
  };
  return { record: getRecord(data, log, moved), build: data, log };
}

/** The build with its times and outcome, as the account holds it. */
function getRecord(
  build: BuildData,
  log: string,
  { account = ACCOUNT, region = REGION }: Moved,
): BuildRecord {
  const id = `${build.project}:${build.uuid}`;
  const phases = getPhases(build, log);
  const failed = phases.find((phase) => phase.status !== undefined && phase.status !== 'SUCCEEDED');
  return {
    id,
    uuid: build.uuid,
    arn: `arn:${partitionOf(region)}:codebuild:${region}:${account}:build/${id}`,
    data: build,
    status: build.status ?? (failed ? statusOf(failed.status) : 'SUCCEEDED'),
    startedAt: new Date(build.startedAt),
    endedAt: phases.at(-1)?.startedAt,
    currentPhase: 'COMPLETED',
    phases,
  };
}

/** Adds what every account has to what the scenario says of it. */
function withBase(data: ScenarioData, moved: Moved): ScenarioData {
  if (data.account.withoutBase) return data;
  const base = baseSchema.parse(JSON.parse(moveText(readFileSync(join(FOLDER, 'base.json'), 'utf8'), moved)));
  const roles = { ...base.roles, ...data.account.roles };
  for (const [name, role] of Object.entries(base.roles)) {
    const own = data.account.roles[name];
    if (own) roles[name] = { ...own, attached: [...role.attached, ...own.attached] };
  }
  return {
    ...data,
    account: { ...data.account, roles, policies: { ...base.policies, ...data.account.policies } },
  };
}

function statusOf(phase: string | undefined): BuildRecord['status'] {
  return phase === 'FAULT' || phase === 'TIMED_OUT' || phase === 'STOPPED' ? phase : 'FAILED';
}

/** The same words always give the same id, so that a scenario loaded twice is one build. */
export function uuidOf(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
