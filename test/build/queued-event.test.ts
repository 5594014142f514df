import { describe, expect, it } from 'vitest';
import { readQueued, writeQueued } from '../../src/build/queued-event.ts';
import { getBuildEvent, readScenario } from '../sandbox/aws/index.ts';
import { toQueueEvent } from '../sandbox/aws/retry-queue.ts';

const event = getBuildEvent(readScenario('ecr-push-denied'));

describe('a message of the queue holds the event', () => {
  it('that a function failed on', () => {
    const failure = { functionName: 'buildFailed', event, error: new Error('Slack is down') };
    expect(readQueued(toQueueEvent(failure).Records[0]?.body ?? '')).toEqual({ event });
  });

  it('that EventBridge could not hand over, moved here from the dead-letter queue', () => {
    expect(readQueued(JSON.stringify(event))).toEqual({ event });
  });

  it('that was put off, with the time of its turn', () => {
    const notBefore = new Date('2026-11-18T10:03:25.125Z');
    expect(readQueued(writeQueued(event, notBefore))).toEqual({ event, notBefore });
  });

  it.each(['no JSON', '{}', '[]', '{"source":"aws.codebuild"}', '{"requestPayload":{},"notBefore":"soon"}'])(
    'and not %s',
    (body) => {
      expect(() => readQueued(body)).toThrow(/requestPayload/);
    },
  );
});
