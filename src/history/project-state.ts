import * as z from 'zod';

/** One build on the time line of its project. */
const buildPoint = z.object({
  build: z.string(),
  number: z.number().optional(),
  startedAt: z.string().optional(),
  /** ISO time. */
  endedAt: z.string(),
  /** What it built, where that is known. */
  commit: z.string().optional(),
});
export type BuildPoint = z.infer<typeof buildPoint>;

/** A message that tells of an incident, and of the other projects of its storm where there are any. */
const message = z.object({
  channel: z.string(),
  ts: z.string(),
  /** Where the storm is kept, and the build that began it. See storm.ts. */
  storm: z.object({ channel: z.string(), topic: z.string(), id: z.string() }).optional(),
});
export type Message = z.infer<typeof message>;

/** Who wants to hear nothing of a project, and until when (ISO); without an end until it is green. */
const mute = z.object({ by: z.string(), until: z.string().optional() });
export type Mute = z.infer<typeof mute>;

const incident = z.object({
  project: z.string(),
  fingerprint: z.string(),
  cause: z.string(),
  title: z.string(),
  /** Id of the build that opened it. */
  openedBy: z.string(),
  /** ISO time of its first failure. */
  since: z.string(),
  count: z.number(),
  /** Its newest failure. */
  last: buildPoint,
  /** The last builds that it counted, so that a repeat is not counted again. */
  builds: z.array(z.string()),
  /** The one message that tells of it. */
  message: message.optional(),
  /** Console page of its newest failure. */
  url: z.string().optional(),
});
export type Incident = z.infer<typeof incident>;

const closedIncident = incident.extend({ closedBy: buildPoint });
/** An incident that a green build ended. */
export type ClosedIncident = z.infer<typeof closedIncident>;

export const projectState = z.object({
  version: z.number(),
  green: buildPoint.optional(),
  incidents: z.array(incident),
  /** Closed ones whose recovery is still to be told. */
  untold: z.array(closedIncident),
  mute: mute.optional(),
});
/** What is open in a project. */
export type ProjectState = z.infer<typeof projectState>;

export const NOTHING_KNOWN: ProjectState = { version: 0, incidents: [], untold: [] };
export const readClosedIncident = (item: unknown): ClosedIncident => closedIncident.parse(item);

/** What an incident is opened or joined with. */
export interface Failing extends BuildPoint {
  project: string;
  fingerprint: string;
  cause: string;
  title: string;
  url?: string | undefined;
  /** Whether it is known to be counted, though its incident remembers only the last builds by name. */
  isCounted?: boolean | undefined;
}

export type Joined =
  /** `isFirst`: this build opened it. `isRepeat`: this build had been counted before. */
  | { kind: 'open'; incident: Incident; isFirst: boolean; isRepeat: boolean; mute?: Mute | undefined }
  /** A green build that started later is known: the failure is over, nothing opens. */
  | { kind: 'over'; green: BuildPoint };

// An item of DynamoDB holds 400 KB; these keep a project's below 200.
const MAX_BUILDS = 50;
const MAX_INCIDENTS = 40;

/** Counts a failure in its incident, which it opens where there is none. Returns the same state for a repeat. */
export function joinIncident(state: ProjectState, failing: Failing): { state: ProjectState; result: Joined } {
  const { project, fingerprint, cause, title, url, isCounted, ...point } = failing;
  if (state.green && !isLater(point, state.green))
    return { state, result: { kind: 'over', green: state.green } };
  const open = state.incidents.find((each) => each.fingerprint === fingerprint);
  const isForgotten = isCounted && open && open.count > open.builds.length;
  if (open && (open.builds.includes(point.build) || isForgotten)) {
    return {
      state,
      result: {
        kind: 'open',
        incident: open,
        isFirst: open.openedBy === point.build,
        isRepeat: true,
        mute: state.mute,
      },
    };
  }
  const joined = open ? countIn(open, point, url) : start(failing, point);
  // The one that joined stands last: the longest quiet falls out where there are too many.
  const incidents = [...state.incidents.filter((each) => each !== open), joined].slice(-MAX_INCIDENTS);
  return {
    state: { ...state, incidents },
    result: { kind: 'open', incident: joined, isFirst: !open, isRepeat: false, mute: state.mute },
  };
}

function start({ project, fingerprint, cause, title, url }: Failing, point: BuildPoint): Incident {
  const { build, endedAt } = point;
  const openedBy = build;
  return {
    project,
    fingerprint,
    cause,
    title,
    openedBy,
    since: endedAt,
    count: 1,
    last: point,
    builds: [build],
    url,
  };
}

function countIn(open: Incident, point: BuildPoint, url: string | undefined): Incident {
  const isEarlier = Date.parse(point.endedAt) < Date.parse(open.since);
  return {
    ...open,
    count: open.count + 1,
    since: isEarlier ? point.endedAt : open.since,
    ...(isLater(point, open.last) && { last: point, url }),
    builds: [...open.builds, point.build].slice(-MAX_BUILDS),
  };
}

/**
 * Keeps which message tells of an incident. The first stays, unless it is `deleted` (its ts). The same state where the
 * incident is gone or has a message.
 */
export function linkMessage(
  state: ProjectState,
  fingerprint: string,
  message: Message,
  deleted?: string | undefined,
): ProjectState {
  const has = state.incidents.some(
    (each) => each.fingerprint === fingerprint && (!each.message || each.message.ts === deleted),
  );
  if (!has) return state;
  const incidents = state.incidents.map((each) =>
    each.fingerprint === fingerprint ? { ...each, message } : each,
  );
  return { ...state, incidents };
}

/**
 * Closes what the green build ended: incidents whose newest failure did not start after it. `result` has all
 * that this build closed and that were not told yet, so that a repeat gets them again.
 */
export function closeByGreen(
  state: ProjectState,
  green: BuildPoint,
): { state: ProjectState; result: ClosedIncident[] } {
  const told = (untold: readonly ClosedIncident[]) =>
    untold.filter((each) => each.closedBy.build === green.build);
  const isNews = state.green === undefined || isLater(green, state.green);
  if (!isNews) return { state, result: told(state.untold) };
  const closed = state.incidents.filter((each) => !isLater(each.last, green));
  const untold = [...state.untold, ...closed.map((each) => ({ ...each, closedBy: green }))].slice(
    -MAX_INCIDENTS,
  );
  const incidents = state.incidents.filter((each) => !closed.includes(each));
  const { mute: muted, ...rest } = state;
  const mute = muted?.until === undefined ? undefined : muted;
  return { state: { ...rest, green, incidents, untold, ...(mute && { mute }) }, result: told(untold) };
}

/** Keeps a mute, or takes it off; the same state where there is none to take off. */
export function muteState(state: ProjectState, mute: Mute | undefined): ProjectState {
  const { mute: before, ...rest } = state;
  if (mute) return { ...rest, mute };
  return before ? rest : state;
}

/** Forgets the recoveries that a green build brought: they were told. */
export function forgetTold(state: ProjectState, greenBuild: string): ProjectState {
  const untold = state.untold.filter((each) => each.closedBy.build !== greenBuild);
  return untold.length === state.untold.length ? state : { ...state, untold };
}

/**
 * Whether `a` started after `b`: by start, else by number, else by end. Numbers alone would not do, since they
 * begin anew with a project of the same name. The same second counts as later: a failure must not be lost.
 */
export function isLater(a: BuildPoint, b: BuildPoint): boolean {
  if (a.build === b.build) return false;
  if (a.startedAt !== undefined && b.startedAt !== undefined && a.startedAt !== b.startedAt) {
    return Date.parse(a.startedAt) > Date.parse(b.startedAt);
  }
  if (a.number !== undefined && b.number !== undefined) return a.number > b.number;
  return Date.parse(a.endedAt) >= Date.parse(b.endedAt);
}
