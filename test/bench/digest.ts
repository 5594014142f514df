import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { marshall } from '@aws-sdk/util-dynamodb';
import { getWeek, listWeeksBefore } from '../../src/digest/week.ts';
import type { FailureRecord } from '../../src/history/failure.ts';
import { makeFailures, WEEK } from '../digest/digests.ts';

/** DynamoDB ends a page at one megabyte. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
const PAGE = 700;

export interface DigestMeasure {
  failures: number;
  seconds: number;
  cpuSeconds: number;
  megabytes: number;
}

/**
 * How long the digest of so many failures takes, with as many in the week before, in a process of its own. The table
 * is a server of canned pages in this process, not a database: what is measured is all that Faultline does, the
 * client's decoding included, without the time that DynamoDB itself takes (some 10 ms a page).
 */
export async function measureDigest(failures: number): Promise<DigestMeasure> {
  const days = new Map<string, FailureRecord[]>();
  const [before = WEEK] = listWeeksBefore(WEEK, 1);
  for (const week of [WEEK, getWeek(before.to, WEEK.timezone)]) {
    for await (const failure of makeFailures(failures, week)) {
      const key = `FAILURE#${failure.endedAt.slice(0, 10)}`;
      const day = days.get(key) ?? [];
      days.set(key, day);
      day.push(failure);
    }
  }
  return serve(days);
}

async function serve(days: ReadonlyMap<string, readonly FailureRecord[]>): Promise<DigestMeasure> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(answer(days, JSON.parse(String(Buffer.concat(chunks)))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const reader = new URL('./read-digest-of.ts', import.meta.url).pathname;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [reader, `http://127.0.0.1:${port}`]);
    return JSON.parse(stdout);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

interface Query {
  Select?: string;
  /** Of the projection: the fields that are asked for. */
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues: { ':day': { S: string } };
  ExclusiveStartKey?: { at: { N: string } };
}

function answer(days: ReadonlyMap<string, readonly FailureRecord[]>, query: Query): string {
  const failures = days.get(query.ExpressionAttributeValues[':day'].S) ?? [];
  if (query.Select === 'COUNT') return JSON.stringify({ Count: failures.length });
  const from = Number(query.ExclusiveStartKey?.at.N ?? 0);
  const fields = Object.values(query.ExpressionAttributeNames ?? {});
  const page = failures.slice(from, from + PAGE).map((failure) => {
    const asked = Object.entries(failure).filter(([name]) => fields.includes(name));
    return marshall({ failure: Object.fromEntries(asked) }, { removeUndefinedValues: true });
  });
  const next = from + PAGE < failures.length ? { LastEvaluatedKey: { at: { N: String(from + PAGE) } } } : {};
  return JSON.stringify({ Items: page, Count: page.length, ...next });
}
