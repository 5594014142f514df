import { describe, expect, it } from 'vitest';
import { findRequeuedEvent } from '../../src/build/requeued-event.ts';
import { getBuildEvent, readScenario } from '../sandbox/aws/index.ts';
import { toQueueEvent } from '../sandbox/aws/retry-queue.ts';

const event = getBuildEvent(readScenario('ecr-push-denied'));

describe('a message of the queue holds the event', () => {
  it('that a function failed on', () => {
    const failure = { functionName: 'buildFailed', event, error: new Error('Slack is down') };
    expect(findRequeuedEvent(toQueueEvent(failure).Records[0]?.body ?? '')).toEqual(event);
  });

  it('that EventBridge could not hand over, moved here from the dead-letter queue', () => {
    expect(findRequeuedEvent(JSON.stringify(event))).toEqual(event);
  });

  it.each(['no JSON', '{}', '[]', '{"source":"aws.codebuild"}'])('and not %s', (body) => {
    expect(() => findRequeuedEvent(body)).toThrow(/requestPayload/);
  });
});
