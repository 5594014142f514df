import { z } from 'zod';
import { arnOf } from '../account.ts';
import type { LogEvent } from '../agent-log.ts';
import { type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';

/** "Up to 1 MB (up to 10,000 log events)"; an event weighs its UTF-8 bytes and 26 more. */
const PAGE_BYTES = 1_048_576;
const PAGE_EVENTS = 10_000;
const EVENT_OVERHEAD = 26;

function findGroup({ account }: World, group: string) {
  const found = account.logs.get(group);
  if (!found) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return found;
}

function findStream(world: World, group: string, stream: string): LogEvent[] {
  const found = findGroup(world, group).get(stream);
  if (!found) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return found;
}

/** A console or SDK may name the group by its ARN instead, with or without `:*`. */
function groupName(input: {
  logGroupName?: string | undefined;
  logGroupIdentifier?: string | undefined;
}): string {
  const name =
    input.logGroupName ?? input.logGroupIdentifier?.split(':log-group:').at(-1)?.replace(/:\*$/, '');
  if (!name)
    throw new AwsError('InvalidParameterException', 'Either logGroupName or logGroupIdentifier is required');
  return name;
}

const group = { logGroupName: z.string().optional(), logGroupIdentifier: z.string().optional() };

const getLogEvents = z.object({
  ...group,
  logStreamName: z.string(),
  startTime: z.number().optional(),
  endTime: z.number().optional(),
  nextToken: z.string().optional(),
  limit: z.number().int().min(1).max(PAGE_EVENTS).default(PAGE_EVENTS),
  startFromHead: z.boolean().default(false),
});

/** A token is the direction and the place in the stream: `f/` goes on after it, `b/` before it. */
function readToken(token: string): { forward: boolean; index: number } {
  const [, direction, index] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (!direction) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return { forward: direction === 'f', index: Number(index) };
}

function writeToken(direction: 'f' | 'b', index: number): string {
  return `${direction}/${String(index).padStart(56, '0')}/s`;
}

/** How many events fit on one page, read from `at` in steps of 1 or -1 and not beyond `end` (exclusive). */
function countThatFit(events: readonly LogEvent[], at: number, end: number, limit: number): number {
  const step = Math.sign(end - at);
  let bytes = 0;
  for (let i = at; i !== end; i += step) {
    const event = events[i];
    const count = Math.abs(i - at);
    bytes += event ? Buffer.byteLength(event.message) + EVENT_OVERHEAD : 0;
    if (count === limit || (bytes > PAGE_BYTES && count > 0)) return count;
  }
  return Math.abs(end - at);
}

/** Which events a page holds, as indices of the stream: from the head, the tail or a token, within the times. */
function findPage(all: LogEvent[], input: z.output<typeof getLogEvents>): { from: number; to: number } {
  const { startTime = Number.NEGATIVE_INFINITY, endTime = Number.POSITIVE_INFINITY, limit } = input;
  // startTime is inclusive, endTime is not.
  const first = all.findIndex((event) => event.timestamp >= startTime);
  const low = first === -1 ? all.length : first;
  const high = Math.max(low, all.findLastIndex((event) => event.timestamp < endTime) + 1);
  const token = input.nextToken === undefined ? undefined : readToken(input.nextToken);
  if (token?.forward ?? input.startFromHead) {
    const from = Math.max(low, token?.index ?? low);
    return { from, to: from + countThatFit(all, from, Math.max(high, from), limit) };
  }
  const to = Math.min(high, token?.index ?? high);
  return { from: to - countThatFit(all, to - 1, Math.min(low, to) - 1, limit), to };
}

const filterLogEvents = z.object({
  ...group,
  logStreamNames: z.array(z.string()).optional(),
  startTime: z.number().default(0),
  endTime: z.number().default(Number.MAX_SAFE_INTEGER),
  filterPattern: z.string().default(''),
  limit: z.number().int().min(1).max(PAGE_EVENTS).default(PAGE_EVENTS),
  nextToken: z.string().optional(),
});

/** Terms of a filter pattern: every one must stand in the message, `?term` only one of them, `-term` none. */
export function matchesFilter(pattern: string, message: string): boolean {
  const terms = [...pattern.matchAll(/([?-]?)(?:"([^"]*)"|(\S+))/g)].map(([, sign = '', quoted, bare]) => ({
    sign,
    found: message.includes(quoted ?? bare ?? ''),
  }));
  const any = terms.filter(({ sign }) => sign === '?');
  return (
    terms.every(({ sign, found }) => sign === '?' || found === (sign === '')) &&
    (any.length === 0 || any.some(({ found }) => found))
  );
}

export const logs: Operations = {
  GetLogEvents: operation(getLogEvents, (input, world) => {
    const all = findStream(world, groupName(input), input.logStreamName);
    const { from, to } = findPage(all, input);
    return {
      events: all.slice(from, to),
      nextForwardToken: writeToken('f', to),
      nextBackwardToken: writeToken('b', from),
    };
  }),
  DescribeLogGroups: operation(z.object({ logGroupNamePrefix: z.string().default('') }), (input, world) => ({
    logGroups: [...world.account.logs.keys()]
      .filter((name) => name.startsWith(input.logGroupNamePrefix))
      .map((name) => ({
        logGroupName: name,
        arn: arnOf(world.account, 'logs', `log-group:${name}:*`),
        creationTime: 0,
        storedBytes: 0,
      })),
  })),
  DescribeLogStreams: operation(
    z.object({
      ...group,
      logStreamNamePrefix: z.string().default(''),
      descending: z.boolean().default(false),
    }),
    (input, world) => {
      const name = groupName(input);
      const streams = [...findGroup(world, name)]
        .filter(([stream]) => stream.startsWith(input.logStreamNamePrefix))
        .map(([stream, events]) => ({
          logStreamName: stream,
          arn: arnOf(world.account, 'logs', `log-group:${name}:log-stream:${stream}`),
          firstEventTimestamp: events[0]?.timestamp,
          lastEventTimestamp: events.at(-1)?.timestamp,
          lastIngestionTime: events.at(-1)?.ingestionTime,
          creationTime: events[0]?.timestamp ?? 0,
          storedBytes: 0,
        }));
      return { logStreams: input.descending ? streams.reverse() : streams };
    },
  ),
  FilterLogEvents: operation(filterLogEvents, (input, world) => {
    const streams = [...findGroup(world, groupName(input))].filter(
      ([stream]) => input.logStreamNames?.includes(stream) ?? true,
    );
    const found = streams
      .flatMap(([logStreamName, events]) =>
        events.map((event, i) => ({ ...event, logStreamName, eventId: String(i) })),
      )
      .filter(({ timestamp }) => timestamp >= input.startTime && timestamp <= input.endTime)
      .filter(({ message }) => matchesFilter(input.filterPattern, message))
      .sort((a, b) => a.timestamp - b.timestamp);
    const from = Number(input.nextToken ?? 0);
    const to = from + countThatFit(found, from, Math.max(found.length, from), input.limit);
    return {
      events: found.slice(from, to),
      searchedLogStreams: [],
      nextToken: to < found.length ? String(to) : undefined,
    };
  }),
};
