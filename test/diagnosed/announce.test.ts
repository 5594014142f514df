import { beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { runCli } from '../handlers/run-cli.ts';
import { aws, slack, useWorld } from '../handlers/world.ts';
import type { BusEvent } from '../sandbox/aws/index.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { findFormFaults } from './find-form-faults.ts';

let logged: MockInstance;
useWorld();
beforeAll(async () => {
  const { logger } = await import('../../handlers/logger.ts');
  logged = vi.spyOn(logger, 'error');
});
beforeEach(() => {
  logged.mockClear();
});

type Detail = Record<string, unknown> & { incident: { id: string; count: number } };
const listDiagnosed = (project: string): Detail[] =>
  aws.events
    .filter((event: BusEvent) => event['detail-type'] === 'Build Diagnosed')
    .map(({ detail }) => detail as Detail & { build: { project: string } })
    .filter(({ build }) => build.project === project);

let runs = 0;
async function fail(scenario: string, project = `announced-${++runs}`): Promise<Detail[]> {
  await aws.emit(aws.load(scenario, { project, startedAt: new Date(Date.UTC(2026, 10, 20, 10, runs++)) }));
  return listDiagnosed(project);
}

const GREEN = 'succeeded-build';

/** What the bus answers: an error, or a result in which the entry failed. */
interface Refusal {
  code: string;
  status?: number;
  inEntry?: boolean;
}

const PASSING: Refusal[] = [
  { code: 'InternalException', status: 500 },
  { code: 'ThrottlingException' },
  { code: 'ServiceUnavailable', status: 503 },
  { code: 'RequestTimeout' },
  { code: 'InternalFailure', inEntry: true },
  { code: 'ThrottlingException', inEntry: true },
];
const FINAL: Refusal[] = [
  { code: 'AccessDeniedException' },
  { code: 'ResourceNotFoundException' },
  { code: 'ValidationException' },
  { code: 'UnknownOperationException' },
  { code: 'NotAuthorizedForSourceException', inEntry: true },
  { code: 'MalformedDetail', inEntry: true },
];

function refuse({ code, status, inEntry }: Refusal): void {
  if (inEntry) aws.faults.answer('events', { FailedEntryCount: 1, Entries: [{ ErrorCode: code }] });
  else aws.faults.fail('events', { code, ...(status && { status }) });
}

describe('Build Diagnosed', () => {
  // Of all scenarios the form is checked where they are told: test/handlers/build-failed.test.ts.
  it.each(['unknown-failure', 'build-stopped', 'pipeline-build-failed', 'log-expired'])(
    'has the published form for %s, and comes once',
    async (scenario) => {
      const events = await fail(scenario);
      expect(events).toHaveLength(1);
      expect(findFormFaults('build-diagnosed', events[0])).toEqual([]);
    },
  );

  it('says where it was told', async () => {
    const [event] = await fail('requirements-not-found');
    const [message] = slack.messages(BUILDS);
    expect(event).toMatchObject({ told: { channel: BUILDS, ts: message?.ts }, trimmed: [] });
  });

  it('is what the command line says of the same build', async () => {
    const scenario = aws.load('ecr-push-denied', { project: 'announced-twice' });
    await aws.emit(scenario);
    const [event] = listDiagnosed('announced-twice');
    const ofTheEvent = ['id', 'incident', 'told', 'trimmed'];
    // The command line reads no history.
    const ofTheHistory = ['recoveredByRetry'];
    const report = Object.fromEntries(
      Object.entries(event ?? {}).filter(([name]) => ![...ofTheEvent, ...ofTheHistory].includes(name)),
    );
    const { objects } = await runCli(['diagnose', scenario.record.arn, '--json'], aws.environment);
    const [line] = objects();
    expect(findFormFaults('report', line)).toEqual([]);
    expect(line).toEqual(report);
  });

  it('counts in its incident', async () => {
    await fail('requirements-not-found', 'announced-again');
    const events = await fail('requirements-not-found', 'announced-again');
    expect(events.map(({ incident }) => incident.count)).toEqual([1, 2]);
    expect(new Set(events.map(({ incident }) => incident.id)).size).toBe(1);
  });

  it('does not come of a build that succeeded', async () => {
    expect(await fail(GREEN)).toEqual([]);
  });

  it.each(PASSING)('comes on the next try after $code, and the message stands once', async (refusal) => {
    refuse(refusal);
    const project = `announced-late-${++runs}`;
    expect(await fail('requirements-not-found', project)).toEqual([]);
    const posted = slack.messages(BUILDS).map(({ ts }) => ts);
    expect(posted).toHaveLength(1);
    aws.faults.clear();
    await aws.redeliver();
    expect(listDiagnosed(project)).toHaveLength(1);
    expect(slack.messages(BUILDS).map(({ ts }) => ts)).toEqual(posted);
    expect(logged).not.toHaveBeenCalled();
  });

  it.each(FINAL)('is given up after $code, with one line in the log', async (refusal) => {
    refuse(refusal);
    const project = `announced-never-${++runs}`;
    expect(await fail('requirements-not-found', project)).toEqual([]);
    aws.faults.clear();
    await aws.redeliver();
    expect(listDiagnosed(project)).toEqual([]);
    const [message, ...others] = slack.messages(BUILDS);
    expect([message?.edits, others]).toEqual([[], []]);
    const said = { build: expect.stringContaining(project), action: 'events:PutEvents', bus: 'default' };
    expect(logged.mock.calls).toEqual([['not announced', expect.objectContaining(said)]]);
  });

  it('holds no secret of the log', async () => {
    const secret = ['gh', 'p_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('');
    const scenario = aws.load('unknown-failure', { project: 'announced-secret' });
    const logged = [...aws.account.logs.values()].flatMap((streams) => [...streams.values()].flat());
    for (const event of logged) event.message = event.message.replace('channel', `channel ${secret}`);
    await aws.emit(scenario);
    const text = JSON.stringify(listDiagnosed('announced-secret'));
    expect(text).toContain('channel ');
    expect(text).not.toContain(secret);
  });
});
