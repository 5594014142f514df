import { PHASES, type PhaseType } from '../../../src/model.ts';
import { findLoggedPhases } from './agent-log.ts';
import type { BuildData, ScenarioPhase } from './scenario-schema.ts';

/** Seconds that the phases take which leave no trace in the log. */
const QUIET: Partial<Record<PhaseType, number>> = { SUBMITTED: 0, QUEUED: 2, PROVISIONING: 8, FINALIZING: 2 };

/**
 * All phases of a build in order: before the log, from the log, and after it.
 * A phase that the scenario states overrides what the log says of it; what comes after
 * a failure before the log did not happen.
 */
export function getPhases(build: BuildData, log: string): ScenarioPhase[] {
  const stated = new Map(build.phases.map((phase) => [phase.type, phase]));
  const heardPhases = findLoggedPhases(log);
  // Provisioning lasts until the agent speaks.
  const firstLine = heardPhases[0]?.startedAt;
  const logged = new Map(heardPhases.map((phase) => [phase.type, phase]));
  const phases: ScenarioPhase[] = [];
  let now = new Date(build.startedAt);
  for (const type of PHASES.slice(0, -1)) {
    const said = stated.get(type);
    const heard = logged.get(type);
    const quiet = QUIET[type];
    if (!said && !heard && quiet === undefined) continue;
    const end = said
      ? later(now, said.seconds)
      : (heard?.endedAt ?? (type === 'PROVISIONING' ? firstLine : undefined) ?? later(now, quiet ?? 0));
    phases.push({
      type,
      status: said?.status ?? heard?.status ?? 'SUCCEEDED',
      startedAt: now,
      endedAt: end,
      contexts: said ? [{ code: said.code, message: said.message }] : (heard?.contexts ?? []),
    });
    now = end;
  }
  phases.push({ type: 'COMPLETED', startedAt: now, contexts: [] });
  return endOnFailure(phases);
}

/** Without a log nothing runs after the phase that failed; CodeBuild still finalizes. */
function endOnFailure(phases: ScenarioPhase[]): ScenarioPhase[] {
  const failed = phases.findIndex((phase) => phase.status && phase.status !== 'SUCCEEDED');
  const type = phases[failed]?.type;
  if (type !== 'SUBMITTED' && type !== 'QUEUED' && type !== 'PROVISIONING') return phases;
  const end = phases[failed]?.endedAt;
  return phases
    .filter((phase, i) => i <= failed || phase.type === 'COMPLETED')
    .map((phase) => (phase.type === 'COMPLETED' && end ? { ...phase, startedAt: end } : phase));
}

function later(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}
