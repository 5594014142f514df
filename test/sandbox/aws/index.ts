export { type Account, arnOf } from './account.ts';
export { findLoggedPhases, shiftLog, toLogEvents } from './agent-log.ts';
export { type BuildEvent, buildEventSchema, getBuildEvent } from './build-event.ts';
export type { Call } from './call.ts';
export { type BusEvent, type Delivery, getContext, type InvocationContext } from './event-bus.ts';
export { matchesPattern } from './event-pattern.ts';
export type { Failure, Faults, Match } from './faults.ts';
export {
  ACCOUNT,
  getScenario,
  listScenarios,
  REGION,
  type Rerun,
  readScenario,
  type Scenario,
} from './scenario.ts';
export { type ScenarioData, scenarioSchema } from './scenario-schema.ts';
export { type LocalAws, type Options, startAws } from './server.ts';
export { type Place, type Rule, readDeployedPolicy, readDeployment } from './serverless-file.ts';
