import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shiftLog } from './agent-log.ts';
import { getPhases } from './scenario-phases.ts';
import { type BuildRecord, type ScenarioData, scenarioSchema } from './scenario-schema.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';
const FOLDER = join(import.meta.dirname, '..', 'scenarios');

/** One way for a build to end, with all that the account knows around it. */
export interface Scenario extends ScenarioData {
  name: string;
  record: BuildRecord;
  /** The whole log; empty where the build ended before it had one. */
  log: string;
}

/** What makes another run of the same failure: another time, number or id. */
export interface Rerun {
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
  const data = scenarioSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const logFile = join(FOLDER, name, 'build.log');
  const log = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
  return getScenario(name, data, log, rerun);
}

/** Makes a scenario of its data and its log, for tests that need one that is in no folder. */
export function getScenario(name: string, data: ScenarioData, log: string, rerun: Rerun = {}): Scenario {
  const startedAt = rerun.startedAt ?? new Date(data.build.startedAt);
  const shift = startedAt.getTime() - Date.parse(data.build.startedAt);
  const moved = shiftLog(log, shift);
  const build = {
    ...data.build,
    number: rerun.number ?? data.build.number,
    project: rerun.project ?? data.build.project,
    startedAt: startedAt.toISOString(),
  };
  const uuid = rerun.uuid ?? uuidOf(`${name} ${build.project} ${build.number} ${startedAt.toISOString()}`);
  const id = `${build.project}:${uuid}`;
  const phases = getPhases(build, moved);
  const failed = phases.find((phase) => phase.status !== undefined && phase.status !== 'SUCCEEDED');
  const status = build.status ?? (failed ? statusOf(failed.status) : 'SUCCEEDED');
  const record: BuildRecord = {
    id,
    uuid,
    arn: `arn:aws:codebuild:${REGION}:${ACCOUNT}:build/${id}`,
    data: build,
    status,
    startedAt,
    endedAt: phases.at(-1)?.startedAt,
    currentPhase: 'COMPLETED',
    phases,
  };
  return { ...data, build, name, record, log: moved };
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
