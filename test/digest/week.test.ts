import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../src/digest/schedule.ts';
import {
  checkTimezone,
  getDays,
  getIsoWeek,
  getWeek,
  listWeeksBefore,
  renderDay,
} from '../../src/digest/week.ts';

const NOW = new Date('2026-11-24T12:00:00Z');

describe('a week', () => {
  it('is the seven days up to a moment, by the clock of the time zone', () => {
    const week = getWeek(new Date('2026-11-23T07:00:00Z'), 'Europe/Berlin');
    expect(week.from.toISOString()).toBe('2026-11-16T07:00:00.000Z');
    expect(week.id).toBe('2026-W47');
  });

  it.each([
    ['winter time began', '2026-10-26T07:00:00Z', '2026-10-19T06:00:00.000Z'],
    ['summer time began', '2026-03-30T06:00:00Z', '2026-03-23T07:00:00.000Z'],
  ])('begins at the same time of the clock although %s within it', (_what, to, from) => {
    expect(getWeek(new Date(to), 'Europe/Berlin').from.toISOString()).toBe(from);
  });

  it('follows the one before without a gap', () => {
    const week = getWeek(new Date('2026-11-02T07:00:00Z'), 'Europe/Berlin');
    const weeks = listWeeksBefore(week, 3);
    expect(weeks.map(({ to }) => to)).toEqual([week.from, weeks[0]?.from, weeks[1]?.from]);
    expect(weeks[0]?.to).toEqual(getWeek(week.from, 'Europe/Berlin').to);
  });

  it.each([
    ['2026-01-01T12:00:00Z', '2026-W01'],
    ['2027-01-01T12:00:00Z', '2026-W53'],
    ['2024-12-30T12:00:00Z', '2025-W01'],
    ['2026-11-22T23:30:00Z', '2026-W47'],
  ])('that holds %s is %s', (at, id) => {
    expect(getIsoWeek(new Date(at), 'Etc/UTC')).toBe(id);
  });

  it('has its days by the time zone: a Sunday night in Europe is a Monday in Auckland', () => {
    const at = new Date('2026-11-22T20:00:00Z');
    expect([renderDay(at, 'Etc/UTC'), renderDay(at, 'Pacific/Auckland')]).toEqual([
      'Sun 22 Nov',
      'Mon 23 Nov',
    ]);
  });

  it('may be of other lengths, with periods of that length before it', () => {
    const [before] = listWeeksBefore(getDays(NOW, 28, 'Etc/UTC'), 1);
    expect(before?.from.toISOString()).toBe('2026-09-29T12:00:00.000Z');
  });

  it('knows no time zone that is none', () => {
    expect(() => checkTimezone('Mars/Olympus')).toThrow(/"Mars\/Olympus" is no time zone/);
  });
});

describe('the payload of a schedule', () => {
  it('gives the week by the time it was scheduled for, however late it comes', () => {
    const order = parseSchedule({ scheduledTime: '2026-11-23T07:00:00Z', timezone: 'Europe/Berlin' }, NOW);
    expect(order).toMatchObject({ week: { id: '2026-W47', timezone: 'Europe/Berlin' }, covers: 'all' });
  });

  it('may be what the Scheduler sends by itself, or nothing: then the week ends now', () => {
    const own = {
      version: '0',
      source: 'aws.scheduler',
      'detail-type': 'Scheduled Event',
      time: '2026-11-23T07:00:00Z',
    };
    expect(parseSchedule(own, NOW).week.to.toISOString()).toBe('2026-11-23T07:00:00.000Z');
    expect(parseSchedule({}, NOW).week.to).toEqual(NOW);
  });

  it.each([
    [{ scheduledTime: 'on Monday' }, /scheduledTime/],
    [{ covers: 'nothing' }, /covers/],
    [{ timezone: 'CEST?' }, /time zone/],
    ['text', /Not the payload/],
  ])('is refused with the field that is wrong: %j', (event, words) => {
    expect(() => parseSchedule(event, NOW)).toThrow(words);
  });
});
