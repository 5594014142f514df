import { describe, expect, it } from 'vitest';
import { getChannelRules, getRetrySettings } from '../src/config.ts';
import { getRoute } from '../src/route.ts';

const now = new Date('2026-11-24T12:00:00Z');
const settings = {
  channel: '#builds',
  rules: getChannelRules({ FAULTLINE_CHANNELS: 'payments-*=C0PAY web=#web, *=C0REST' }),
};

describe('the way of a message', () => {
  it.each([
    ['payments-api', {}, 'C0PAY'],
    ['web', {}, '#web'],
    ['website', {}, 'C0REST'],
    ['payments-api', { channel: '#ours' }, 'ours'],
    ['payments-api', { channel: ' ' }, 'C0PAY'],
  ])('of %s with %j goes to %s', (project, tags, channel) => {
    expect(getRoute(project, tags, settings, now)).toMatchObject({ channel, isMuted: false });
  });

  it('goes to the default channel where nothing else is said', () => {
    expect(getRoute('api', {}, { ...settings, rules: [] }, now).channel).toBe('#builds');
  });

  it.each([
    ['2026-11-25', true],
    ['2026-11-24T11:59:00Z', false],
    ['yes', true],
    ['false', false],
  ])('is muted by the tag %s: %s', (mute, isMuted) => {
    expect(getRoute('api', { mute }, settings, now).isMuted).toBe(isMuted);
  });
});

describe('the settings', () => {
  it.each([
    ['FAULTLINE_CHANNELS', () => getChannelRules({ FAULTLINE_CHANNELS: 'payments' })],
    ['FAULTLINE_RETRY', () => getRetrySettings({ FAULTLINE_RETRY: 'yes' })],
    [
      'FAULTLINE_RETRY_USERS',
      () => getRetrySettings({ FAULTLINE_RETRY: 'on', FAULTLINE_RETRY_USERS: 'alice' }),
    ],
  ])('that are wrong are named: %s', (name, read) => {
    expect(read).toThrow(name);
  });

  it('let nobody restart a build unless switched on', () => {
    expect(getRetrySettings({})).toEqual({ isOn: false, users: new Set() });
  });
});
