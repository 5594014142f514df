import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTable } from '../../src/history/table.ts';
import { fillMonth } from '../sandbox/history-of-a-month.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { aws, slack, useWorld } from './world.ts';

useWorld();

let handler: (event: unknown, context: Context) => Promise<unknown>;

const UNTIL = new Date('2026-11-23T07:00:00Z');
const EVENT = { scheduledTime: UNTIL.toISOString(), timezone: 'Europe/Berlin' };
const context = {} as Context;

beforeAll(async () => {
  ({ handler } = await import('../../handlers/weekly-digest.ts'));
  const table = openTable(new DynamoDBClient(), aws.environment.FAULTLINE_TABLE ?? '');
  await fillMonth(table, { until: UNTIL, channel: BUILDS, days: 14 });
});

describe('the handler of the weekly digest', () => {
  it('posts the week into the channel of the settings, once', async () => {
    expect(await handler(EVENT, context)).toMatchObject({ kind: 'posted', channel: BUILDS });
    expect(await handler(EVENT, context)).toEqual({ kind: 'repeat' });
    const [message, ...others] = slack.messages(BUILDS);
    expect(others).toEqual([]);
    expect(message?.text).toMatch(/Builds from Mon 16 Nov to Mon 23 Nov: \d+ builds failed in \d+ projects/);
    expect(message?.thread.map(({ text }) => text).join()).toMatch(/Flaky: .*Without a known cause/s);
  });

  it('posts into the channel of the schedule no more than what was told there', async () => {
    const event = { ...EVENT, channel: 'C0GENERAL', covers: 'told-here' };
    expect(await handler(event, context)).toMatchObject({
      kind: 'posted',
      channel: 'C0GENERAL',
      failures: 0,
    });
  });

  it('fails for a payload that is not one, and where Slack is down', async () => {
    await expect(handler({ timezone: 'Nowhere/Else' }, context)).rejects.toThrow(/no time zone/);
    slack.faults.down();
    const another = { ...EVENT, scheduledTime: '2026-11-16T07:00:00Z' };
    await expect(handler(another, context)).rejects.toThrow(/Slack did not take/);
    slack.faults.up();
    expect(await handler(another, context)).toMatchObject({ kind: 'posted' });
  });
});
