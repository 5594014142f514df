import { describe, expect, it } from 'vitest';
import { isRequestEvent, parseRequestEvent } from '../../src/slack/request.ts';

const detail = {
  kind: 'share',
  id: 'f3b1c1de',
  by: 'U0ALICE',
  at: '2026-11-20T10:00:00.000Z',
  target: 'project/api',
  responseUrl: 'https://hooks.slack.com/actions/1',
};
const getEvent = (change: object) => ({
  source: 'faultline',
  'detail-type': 'Diagnosis Requested',
  detail: { ...detail, ...change },
});

describe('the event of a request', () => {
  it('is read as it was put on the bus', () => {
    expect(parseRequestEvent(getEvent({}))).toEqual(detail);
  });

  it.each<[string, object, string]>([
    ['a mention for its asker', { by: 'U1> <!channel> <@U2' }, 'by'],
    ['nobody for its asker', { by: '' }, 'by'],
    ['an id that is no key of the table', { id: 'x'.repeat(3000) }, 'id'],
    ['a wish that the worker does not fulfil', { kind: 'retry' }, 'kind'],
    ['no address to answer to', { responseUrl: 'here' }, 'responseUrl'],
    ['no time', { at: 'now' }, 'at'],
  ])('with %s is refused, and the error names the field', (_what, change, field) => {
    const event = getEvent(change);
    expect(isRequestEvent(event)).toBe(true);
    expect(() => parseRequestEvent(event)).toThrow(`at detail.${field}`);
  });
});
