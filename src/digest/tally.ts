import type { FailureOutline, FailureTrace } from '../history/outline.ts';
import type { Lost, UnknownCluster } from './digest.ts';
import { findPrice, getMinutes } from './prices.ts';

/** What is counted of a week's failures. It grows with projects, causes and clusters, not with failures. */
export interface Tally {
  failures: number;
  lost: Lost;
  days: number[];
  projects: Map<string, ProjectTally>;
  causes: Map<string, CauseTally>;
  unknown: Map<string, UnknownCluster>;
}

export interface ProjectTally {
  failures: number;
  lost: Lost;
  titles: Map<string, number>;
}

export interface CauseTally {
  title: string;
  family: string;
  failures: number;
  projects: Set<string>;
}

/** Above it, what was seen once is forgotten: a candidate for a signature is what comes again. */
const MAX_CLUSTERS = 5000;
const MAX_PROJECTS_A_CLUSTER = 10;
const DAY = 86_400_000;

/** Counts failures as they come; none is kept. */
export async function tallyFailures(
  failures: AsyncIterable<FailureOutline>,
  { from, to }: { from: Date; to: Date },
): Promise<Tally> {
  const tally: Tally = {
    failures: 0,
    lost: { minutes: 0, dollars: 0, unpriced: 0 },
    days: countDays(from, to),
    projects: new Map(),
    causes: new Map(),
    unknown: new Map(),
  };
  for await (const failure of failures) add(tally, failure, from);
  return tally;
}

/** Failures of each 24 hours, of each project and of each cause, of a week to compare with. */
export async function tallyTraces(
  traces: AsyncIterable<FailureTrace>,
  { from, to }: { from: Date; to: Date },
) {
  const days = countDays(from, to);
  const projects = new Map<string, number>();
  const causes = new Map<string, number>();
  let failures = 0;
  for await (const { project, cause, endedAt } of traces) {
    failures += 1;
    countDay(days, endedAt, from);
    increase(projects, project);
    increase(causes, cause);
  }
  return { failures, days, projects, causes };
}

export function increase<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function add(tally: Tally, failure: FailureOutline, from: Date): void {
  const { project: name, cause: id, title, family } = failure;
  tally.failures += 1;
  countDay(tally.days, failure.endedAt, from);
  const project = tally.projects.get(name) ?? {
    failures: 0,
    lost: { minutes: 0, dollars: 0, unpriced: 0 },
    titles: new Map<string, number>(),
  };
  tally.projects.set(name, project);
  project.failures += 1;
  increase(project.titles, title);
  addLost([tally.lost, project.lost], failure);
  const cause = tally.causes.get(id) ?? { title, family, failures: 0, projects: new Set<string>() };
  tally.causes.set(id, cause);
  cause.failures += 1;
  cause.projects.add(name);
  if (id === 'unknown') addUnknown(tally.unknown, failure);
}

function addLost(sums: readonly Lost[], failure: FailureOutline): void {
  const minutes = getMinutes(failure.durationSeconds);
  const price = findPrice(failure);
  for (const lost of sums) {
    lost.minutes += minutes;
    if (price === undefined) lost.unpriced += 1;
    else lost.dollars += minutes * price;
  }
}

function addUnknown(
  clusters: Map<string, UnknownCluster>,
  { fingerprint, line, project, url, buildId }: FailureOutline,
): void {
  const cluster = clusters.get(fingerprint);
  if (!cluster) {
    if (clusters.size >= MAX_CLUSTERS) forgetSingles(clusters);
    clusters.set(fingerprint, { fingerprint, line, failures: 1, projects: [project], url, build: buildId });
    return;
  }
  cluster.failures += 1;
  cluster.line ??= line;
  if (cluster.projects.length < MAX_PROJECTS_A_CLUSTER && !cluster.projects.includes(project))
    cluster.projects.push(project);
}

function forgetSingles(clusters: Map<string, UnknownCluster>): void {
  for (const [fingerprint, { failures }] of clusters) if (failures === 1) clusters.delete(fingerprint);
  // All came again: the one that is longest known makes room.
  const [first] = clusters.keys();
  if (clusters.size >= MAX_CLUSTERS && first !== undefined) clusters.delete(first);
}

function countDays(from: Date, to: Date): number[] {
  return Array.from({ length: Math.max(1, Math.round((to.getTime() - from.getTime()) / DAY)) }, () => 0);
}

/** Over a change of the clocks the last day is an hour longer or shorter. */
function countDay(days: number[], endedAt: string, from: Date): void {
  const day = Math.min(days.length - 1, Math.floor((Date.parse(endedAt) - from.getTime()) / DAY));
  days[day] = (days[day] ?? 0) + 1;
}
