import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  closeIncidents,
  linkIncidentMessage,
  markRecoveryTold,
  openOrJoinIncident,
  readProject,
} from '../../src/history/incidents.ts';
import { listClosedIncidents } from '../../src/history/list.ts';
import { collect, endOf, failureOf, greenOf } from './failures.ts';
import { startTable } from './start-table.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const NOW = new Date('2026-11-03T12:00:00Z');
const MESSAGE = { channel: 'C1', ts: '1.1' };
let projects = 0;
const newProject = () => `api-${++projects}`;

async function fail(project: string, number: number, fingerprint = 'f1') {
  const joined = await openOrJoinIncident(table, failureOf(number, { project, fingerprint }), NOW);
  if (joined.kind === 'over') throw new Error(`over since ${joined.green.build}`);
  return joined;
}

const close = (project: string, number: number) =>
  closeIncidents(table, project, greenOf(number, project), NOW);

describe('an incident', () => {
  it('opens with the first failure and counts the next ones', async () => {
    const project = newProject();
    const first = await fail(project, 1);
    expect(first).toMatchObject({ isFirst: true, isRepeat: false, incident: { count: 1, since: endOf(1) } });
    await linkIncidentMessage(table, first.incident, MESSAGE, NOW);
    expect(await fail(project, 2)).toMatchObject({
      isFirst: false,
      incident: {
        count: 2,
        since: endOf(1),
        openedBy: `${project}:1`,
        message: MESSAGE,
        last: greenOf(2, project),
      },
    });
  });

  it('is another one for another fingerprint', async () => {
    const project = newProject();
    await fail(project, 1);
    expect(await fail(project, 2, 'f2')).toMatchObject({ isFirst: true, incident: { count: 1 } });
  });

  it('closes with the next green build, which learns how long it took', async () => {
    const project = newProject();
    await fail(project, 1);
    await fail(project, 2);
    expect(await close(project, 3)).toMatchObject([
      { count: 2, since: endOf(1), closedBy: { build: `${project}:3`, endedAt: endOf(3) } },
    ]);
    expect(await fail(project, 4)).toMatchObject({ isFirst: true, incident: { count: 1 } });
  });

  it('is kept for the digest once it is closed', async () => {
    const project = newProject();
    await fail(project, 1);
    await close(project, 2);
    const period = { from: new Date(endOf(2)), to: NOW, project };
    expect(await collect(listClosedIncidents(table, period))).toMatchObject([{ project, count: 1 }]);
  });

  it('is left alone by the green builds of another project', async () => {
    const project = newProject();
    await fail(project, 1);
    expect(await close(newProject(), 2)).toEqual([]);
    expect((await readProject(table, project)).incidents).toHaveLength(1);
  });
});

describe('two workers at once', () => {
  it('open one incident between them and count every failure', async () => {
    const project = newProject();
    const joined = await Promise.all(Array.from({ length: 12 }, (_, i) => fail(project, i + 1)));
    expect(joined.filter(({ isFirst }) => isFirst)).toHaveLength(1);
    expect((await readProject(table, project)).incidents).toMatchObject([{ count: 12, since: endOf(1) }]);
  });

  it('find out what the other wrote although they had read ahead', async () => {
    const project = newProject();
    const known = await readProject(table, project);
    await fail(project, 1);
    const joined = await openOrJoinIncident(table, failureOf(2, { project }), NOW, known);
    expect(joined).toMatchObject({ isFirst: false, incident: { count: 2 } });
  });
});

describe('a repeat after a crash', () => {
  it('between opening and linking: finds its build counted and no message, so it posts', async () => {
    const project = newProject();
    await fail(project, 1);
    const again = await fail(project, 1);
    expect(again).toMatchObject({ isFirst: true, isRepeat: true, incident: { count: 1 } });
    expect(again.incident.message).toBeUndefined();
  });

  it('between linking and marking: finds the message, so it posts nothing', async () => {
    const project = newProject();
    const { incident } = await fail(project, 1);
    await linkIncidentMessage(table, incident, MESSAGE, NOW);
    expect(await fail(project, 1)).toMatchObject({
      isFirst: true,
      isRepeat: true,
      incident: { message: MESSAGE },
    });
  });

  it('keeps the message that was linked first', async () => {
    const project = newProject();
    const { incident } = await fail(project, 1);
    await linkIncidentMessage(table, incident, MESSAGE, NOW);
    await linkIncidentMessage(table, incident, { channel: 'C1', ts: '2.2' }, NOW);
    expect((await readProject(table, project)).incidents[0]?.message).toEqual(MESSAGE);
  });

  it('between closing and telling: the green build gets the same incidents, until they are told', async () => {
    const project = newProject();
    await fail(project, 1);
    const closed = await close(project, 2);
    expect(await close(project, 2)).toEqual(closed);
    await markRecoveryTold(table, project, `${project}:2`, NOW);
    expect(await close(project, 2)).toEqual([]);
    const period = { from: new Date(endOf(2)), to: NOW, project };
    expect(await collect(listClosedIncidents(table, period))).toHaveLength(1);
  });
});

describe('events out of order', () => {
  it('open nothing for a red build that a green one, told earlier, had left behind', async () => {
    const project = newProject();
    await close(project, 5);
    const joined = await openOrJoinIncident(table, failureOf(4, { project }), NOW);
    expect(joined).toMatchObject({ kind: 'over', green: { build: `${project}:5` } });
    expect((await readProject(table, project)).incidents).toEqual([]);
  });

  it('leave open what failed again after the green build that is told late', async () => {
    const project = newProject();
    await fail(project, 1);
    await fail(project, 3);
    expect(await close(project, 2)).toEqual([]);
    expect(await close(project, 4)).toMatchObject([{ count: 2 }]);
  });

  it('take the earliest failure for the start, whichever is told first', async () => {
    const project = newProject();
    await fail(project, 2);
    expect(await fail(project, 1)).toMatchObject({ incident: { since: endOf(1), last: { number: 2 } } });
  });

  it('let an old green build neither close nor be remembered', async () => {
    const project = newProject();
    await close(project, 5);
    await fail(project, 6);
    expect(await close(project, 3)).toEqual([]);
    expect((await readProject(table, project)).green?.build).toBe(`${project}:5`);
  });
});
