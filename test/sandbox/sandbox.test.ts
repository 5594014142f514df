import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listScenarios, readScenario } from './aws/index.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { listPageScenarios } from './scenario-menu.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(async () => {
  await sandbox.stop();
});

const isGreen = (name: string) => readScenario(name).record.status === 'SUCCEEDED';

describe('the sandbox', () => {
  it.each(listScenarios().filter((name) => !isGreen(name)))('tells of %s', async (name) => {
    const { told } = await sandbox.run(name);
    expect(told).toMatchObject({ ts: expect.any(String) });
  });

  it('counts the same failure in the message that stands, and says so', async () => {
    await sandbox.run('parameter-store-access-denied');
    const before = sandbox.slack.messages().length;
    const { told, notice } = await sandbox.run('parameter-store-access-denied');
    expect(told).toMatchObject({ kind: 'updated' });
    expect(notice).toContain('the message that stands was updated');
    expect(sandbox.slack.messages()).toHaveLength(before);
  });

  it('tells a green build once in the threads of what it ended', async () => {
    await sandbox.run('parameter-store-access-denied');
    expect((await sandbox.run('succeeded-build')).notice).toContain('the threads of its failures say so');
    expect((await sandbox.run('succeeded-build')).notice).toContain('nothing to tell');
  });

  it('runs one build after the other, each later and of the next number', async () => {
    const runs = await Promise.all(['build-stopped', 'build-timed-out'].map((name) => sandbox.run(name)));
    const [first, second] = runs.map(({ scenario }) => scenario.record);
    expect(second?.data.number).toBe((first?.data.number ?? 0) + 1);
    expect(Number(second?.startedAt)).toBeGreaterThan(Number(first?.startedAt));
  });

  it('lets the page start every scenario', async () => {
    expect(
      listPageScenarios()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(listScenarios());
    const answer = await fetch(`${sandbox.page.url}/scenario/build-stopped`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'null',
    });
    expect(await answer.json()).toEqual({ notice: expect.stringContaining('failed in the same way') });
  });
});
