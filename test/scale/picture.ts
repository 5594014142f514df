import type { Outcome } from './simulate.ts';

export interface Line {
  name: string;
  color: string;
  minutes: Outcome['minutes'];
}

const WIDTH = 860;
const LEFT = 64;
const RIGHT = 20;
const PANEL = 150;
const TOPS = [40, 250];
/** Readable on white and on black alike. */
const INK = '#7d8590';
const GRID = '#7d859055';
const STEP = 5;

/** Two panels over the hours of a day: failures a minute, and messages that wait. As SVG, for light and dark pages. */
export function renderPicture(arrivals: Line, lines: readonly Line[]): string {
  const perMinute = thin(arrivals.minutes.map(({ arrived }) => arrived));
  const waiting = lines.map(({ minutes }) => thin(minutes.map((minute) => minute.waiting)));
  const parts = [
    ...panel(
      TOPS[0] ?? 0,
      'Failed builds a minute',
      [{ values: perMinute, color: arrivals.color }],
      (value) => value,
    ),
    ...panel(
      TOPS[1] ?? 0,
      'Failures whose message does not stand yet (logarithmic)',
      waiting.map((values, i) => ({ values, color: lines[i]?.color ?? INK })),
      (value) => Math.log10(value + 1),
    ),
    ...lines.map(({ name, color }, i) => label(name, color, i)),
  ];
  const height = (TOPS[1] ?? 0) + PANEL + 40 + 20 * lines.length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Failed builds a minute over a day, and how many wait for their message">\n${parts.join('\n')}\n</svg>\n`;
}

interface Curve {
  values: number[];
  color: string;
}

/** The highest of each five minutes: a picture has no room for more. */
function thin(values: readonly number[]): number[] {
  return Array.from({ length: Math.ceil(values.length / STEP) }, (_, i) =>
    Math.max(...values.slice(i * STEP, (i + 1) * STEP)),
  );
}

function panel(
  top: number,
  title: string,
  curves: readonly Curve[],
  scale: (value: number) => number,
): string[] {
  const most = Math.max(1, ...curves.flatMap(({ values }) => values));
  const x = (i: number, length: number) => LEFT + ((WIDTH - LEFT - RIGHT) * i) / (length - 1);
  const y = (value: number) => top + PANEL - (PANEL * scale(value)) / scale(most);
  const marks = getMarks(most, scale(100) !== 100);
  const hours = [0, 6, 12, 18, 24];
  return [
    text(LEFT, top - 14, title, 'start'),
    ...marks.map((mark) => `<path d="M${LEFT} ${y(mark).toFixed(1)}H${WIDTH - RIGHT}" stroke="${GRID}"/>`),
    ...marks.map((mark) => text(LEFT - 8, y(mark) + 4, mark.toLocaleString('en'), 'end')),
    ...hours.map((hour) => text(x(hour, 25), top + PANEL + 18, `${hour}:00`, 'middle')),
    ...curves.map(({ values, color }) => {
      const points = values.map((value, i) => `${x(i, values.length).toFixed(1)},${y(value).toFixed(1)}`);
      return `<polyline points="${points.join(' ')}" fill="none" stroke="${color}" stroke-width="1.8"/>`;
    }),
  ];
}

function getMarks(most: number, isLogarithmic: boolean): number[] {
  if (isLogarithmic) return [0, 10, 100, 1000, 10_000, 100_000].filter((mark) => mark <= most);
  const step = 10 ** Math.floor(Math.log10(most));
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
}

function label(name: string, color: string, i: number): string {
  const y = (TOPS[1] ?? 0) + PANEL + 46 + 20 * i;
  return `<path d="M${LEFT} ${y - 4}h28" stroke="${color}" stroke-width="3"/>${text(LEFT + 38, y, name, 'start')}`;
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${INK}" text-anchor="${anchor}">${words}</text>`;
}
