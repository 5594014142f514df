import type { Digest } from './digest.ts';

/** What every surface draws: the failures of each day, this week beside the week before. */
export interface DayBars {
  title: string;
  yLabel: string;
  categories: string[];
  series: { name: string; values: number[] }[];
}

/** Nothing for a week without failures after a week without failures. */
export function findDayBars({ days, trend }: Digest): DayBars | undefined {
  if (days.every(({ failures, before }) => failures + before === 0)) return undefined;
  const isWeek = days.length === 7;
  const before = { name: isWeek ? 'Week before' : 'Before', values: days.map((day) => day.before) };
  const now = { name: isWeek ? 'This week' : 'Now', values: days.map((day) => day.failures) };
  return {
    title: 'Failed builds by day',
    yLabel: 'Failed builds',
    categories: days.map(({ day }) => day),
    series: trend.length > 1 ? [before, now] : [now],
  };
}

/** The bars in words, for those who do not see them. */
export function describeDayBars({ title, categories, series }: DayBars): string {
  const lines = categories.map(
    (category, index) =>
      `${category}: ${series.map(({ name, values }) => `${values[index] ?? 0} (${name.toLowerCase()})`).join(', ')}`,
  );
  return `${title}. ${lines.join('; ')}.`;
}
