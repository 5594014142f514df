import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Aws, connectAws } from '../../src/aws.ts';
import { parseBuildEvent } from '../../src/build/event.ts';
import { gatherFromEvent } from '../../src/build/gather.ts';
import { readLog } from '../../src/log/read.ts';
import { getBuildEvent, type LocalAws, startAws } from '../sandbox/aws/index.ts';

let local: LocalAws;
let aws: Aws;

beforeAll(async () => {
  local = await startAws();
  Object.assign(process.env, local.environment);
  aws = connectAws({ endpoint: local.url })(local.account.region);
});
afterAll(() => local.stop());
beforeEach(() => {
  local.faults.clear();
  local.calls.length = 0;
});

async function readText(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

function load(scenario: string) {
  return parseBuildEvent(getBuildEvent(local.load(scenario)));
}

function countCalls(operation: string): number {
  return local.calls.filter((call) => call.operation === operation).length;
}

describe('gathering a build from its event', () => {
  it('reads build and log side by side, the log in one call', async () => {
    const { build, log } = await gatherFromEvent(aws, load('requirements-not-found'));
    const text = await readText(log.chunks);
    expect(text).toContain('Could not open requirements file');
    expect(build.role).toBe('arn:aws:iam::111122223333:role/service-role/codebuild-flask-app-service-role');
    expect(build.source?.commit).toBe('4f1d2c7b9a8e6d5c3b2a190f8e7d6c5b4a3f2e1d');
    expect([countCalls('GetLogEvents'), countCalls('BatchGetBuilds'), log.notes]).toEqual([1, 1, []]);
  });

  it('knows stage and execution of the pipeline that started the build', async () => {
    const { build } = await gatherFromEvent(aws, load('pipeline-build-failed'));
    expect(build.pipeline).toMatchObject({ name: 'flask-app-pipeline', stage: 'Build' });
    expect(build.pipeline?.execution).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("goes on with the event's facts when BatchGetBuilds is refused", async () => {
    const event = load('requirements-not-found');
    local.faults.fail('codebuild:BatchGetBuilds', { code: 'AccessDeniedException' });
    const { build, log } = await gatherFromEvent(aws, event);
    expect(build.id).toBe(event.id);
    expect(log.notes.join()).toContain('codebuild:BatchGetBuilds');
  });

  it('unpacks a log that is kept in S3', async () => {
    const { log } = await gatherFromEvent(aws, load('log-in-s3'));
    expect(await readText(log.chunks)).toContain('[Container]');
  });

  it.each([
    ['has no log because it never started', 'role-not-assumable', 'ended before it had a log'],
    ['has a log that expired', 'log-expired', 'The log is gone'],
  ])('says so when the build %s', async (_what, scenario, note) => {
    const { log } = await gatherFromEvent(aws, load(scenario));
    expect([await readText(log.chunks), log.notes.join()]).toEqual(['', expect.stringContaining(note)]);
  });

  it('names the permission when the log may not be read', async () => {
    const event = load('requirements-not-found');
    local.faults.fail('logs:GetLogEvents', { code: 'AccessDeniedException' });
    const { log } = await gatherFromEvent(aws, event);
    expect(log.notes.join()).toContain('logs:GetLogEvents');
  });
});

describe('reading a log that is long, late or throttled', () => {
  /** Puts so many lines into the log before the phase that failed. */
  function lengthen(lines: number) {
    const build = load('requirements-not-found');
    if (build.log.kind !== 'cloudwatch') throw new Error('the scenario keeps its log in CloudWatch');
    const events = local.account.logs.get(build.log.group)?.get(build.log.stream) ?? [];
    const at = events.findIndex((event) => event.message.includes('Entering phase PRE_BUILD'));
    const before = (events[at - 1]?.timestamp ?? 0) - 60_000;
    const filler = Array.from({ length: lines }, (_, i) => ({
      timestamp: before,
      ingestionTime: before,
      message: `line ${i} of an earlier phase\n`,
    }));
    events.splice(at, 0, ...filler);
    return { build, events };
  }

  it('reads from the end to the start of the phase that failed, not the rest', async () => {
    const { build } = lengthen(60_000);
    const { chunks, notes } = await readLog(aws, build);
    const text = await readText(chunks);
    expect(text).toContain('Could not open requirements file');
    expect(countCalls('GetLogEvents')).toBeLessThanOrEqual(2);
    expect(notes).toEqual([expect.stringContaining('only its end was read')]);
  });

  it('keeps the order of the lines across pages', async () => {
    const { build } = lengthen(15_000);
    const phases = build.phases.map((phase) => ({ ...phase, startedAt: new Date(0) }));
    const text = await readText((await readLog(aws, { ...build, phases })).chunks);
    const numbers = [...text.matchAll(/^line (\d+) of/gm)].map((match) => Number(match[1]));
    expect(numbers).toEqual(Array.from({ length: 15_000 }, (_, i) => i));
    expect(text.startsWith('[Container]')).toBe(true);
  });

  it('waits for the end of a log that is still arriving, and says when it does not come', async () => {
    const { build, events } = lengthen(0);
    const end = events.splice(
      events.findIndex((event) => event.message.includes('Phase complete: PRE_BUILD')),
    );
    const { notes } = await readLog(aws, build, [1, 1]);
    expect([countCalls('GetLogEvents'), notes]).toEqual([
      3,
      [expect.stringContaining('had not arrived in full')],
    ]);
    events.push(...end);
    expect((await readLog(aws, build, [1, 1])).notes).toEqual([]);
  });

  it('tries again when AWS throttles', async () => {
    const build = load('requirements-not-found');
    local.faults.fail('logs:GetLogEvents', { code: 'ThrottlingException', times: 1 });
    expect((await readLog(aws, build)).notes).toEqual([]);
  });
});
