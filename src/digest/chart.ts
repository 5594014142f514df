import type { DayBars } from './day-bars.ts';
import { escapeMarkup } from './markup.ts';

/** Colours of a chart: of the web, or the page's own variables. */
export interface Palette {
  /** Behind it; nothing for none. */
  card?: string | undefined;
  ink: string;
  muted: string;
  grid: string;
  /** From the first series to the last. */
  bars: [string, string];
}

export interface ChartOptions {
  palette: Palette;
  /** Of the text; the page leaves it to its own style. */
  font?: string | undefined;
  /** Whether title and legend are part of it. */
  hasHeading: boolean;
}

// Sizes are those of a phone: at its width the smallest letters still are some 10 pixels high.
const WIDTH = 400;
const PLOT = { left: 38, right: 392, height: 150 };
const HEADING = 58;
const MAX_LABELS = 8;
const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** Draws groups of bars as SVG. Takes at least one category and at most two series of whole numbers. */
export function renderBars(bars: DayBars, { palette, font, hasHeading }: ChartOptions): string {
  const top = hasHeading ? HEADING + 20 : 20;
  const bottom = top + PLOT.height;
  const height = bottom + 46;
  const highest = Math.max(1, ...bars.series.flatMap(({ values }) => values));
  const ticks = getTicks(highest);
  const scale = (value: number) => bottom - (value / (ticks.at(-1) ?? 1)) * PLOT.height;
  const parts = [
    palette.card ? `<rect width="${WIDTH}" height="${height}" rx="12" fill="${palette.card}"/>` : '',
    hasHeading ? renderHeading(bars, palette) : '',
    ...ticks.map((tick) => renderTick(tick, scale(tick), palette)),
    renderGroups(bars, scale, bottom, palette),
  ];
  const family = font === undefined ? '' : ` font-family="${escapeMarkup(font)}"`;
  const name = escapeMarkup(bars.title);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${name}"${family}>${parts.join('')}</svg>`;
}

/** Round numbers from nothing to the highest value or a little above; whole ones, since builds are counted. */
function getTicks(highest: number): number[] {
  const size = 10 ** Math.floor(Math.log10(highest));
  const step = [0.25, 0.5, 1, 2].map((part) => part * size).find((each) => each * 4 >= highest) ?? size * 2.5;
  const whole = Math.max(1, Math.ceil(step));
  const count = Math.ceil(highest / whole);
  return Array.from({ length: count + 1 }, (_, index) => index * whole);
}

function renderHeading({ title, series }: DayBars, { ink, bars }: Palette): string {
  const keys = series.map(({ name }, index) => {
    const x = 16 + index * 130;
    return `<rect x="${x}" y="44" width="13" height="13" rx="3" fill="${getColor(bars, index, series.length)}"/>${write(name, { x: x + 20, y: 55, size: 14, fill: ink, anchor: 'start' })}`;
  });
  return write(title, { x: 16, y: 30, size: 18, fill: ink, anchor: 'start', weight: 700 }) + keys.join('');
}

function renderTick(tick: number, y: number, { grid, muted }: Palette): string {
  const line = `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${round(y)}" y2="${round(y)}" stroke="${grid}"/>`;
  return (
    line + write(COMPACT.format(tick), { x: PLOT.left - 6, y: y + 4, size: 12, fill: muted, anchor: 'end' })
  );
}

function renderGroups(
  { categories, series }: DayBars,
  scale: (value: number) => number,
  bottom: number,
  { ink, muted, bars }: Palette,
): string {
  const slot = (PLOT.right - PLOT.left) / categories.length;
  const width = Math.min(24, (slot * 0.72) / series.length);
  const every = Math.ceil(categories.length / MAX_LABELS);
  return categories
    .map((category, group) => {
      const middle = PLOT.left + slot * (group + 0.5);
      const drawn = series.map(({ values }, index) => {
        const value = values[group] ?? 0;
        const x = middle + (index - series.length / 2) * width;
        const isNewest = index === series.length - 1;
        const label = {
          x: x + width / 2,
          y: scale(value) - 5,
          size: 12,
          fill: ink,
          anchor: 'middle',
          weight: 700,
        };
        return (
          renderBar(x, width, scale(value), bottom, getColor(bars, index, series.length)) +
          (isNewest && value > 0 && every === 1 ? write(COMPACT.format(value), label) : '')
        );
      });
      return (
        drawn.join('') + (group % every === 0 ? renderCategory(category, middle, bottom, { ink, muted }) : '')
      );
    })
    .join('');
}

function renderBar(x: number, width: number, y: number, bottom: number, fill: string): string {
  const height = bottom - y;
  if (height <= 0) return '';
  return `<rect x="${round(x + 1)}" y="${round(y)}" width="${round(width - 2)}" height="${round(height)}" rx="${Math.min(3, height / 2)}" fill="${fill}"/>`;
}

/** `Mon 16 Nov` on two lines. */
function renderCategory(
  category: string,
  x: number,
  bottom: number,
  { ink, muted }: { ink: string; muted: string },
) {
  const [first = '', ...rest] = category.split(' ');
  return (
    write(first, { x, y: bottom + 18, size: 13, fill: ink, anchor: 'middle' }) +
    write(rest.join(' '), { x, y: bottom + 34, size: 12, fill: muted, anchor: 'middle' })
  );
}

interface Writing {
  x: number;
  y: number;
  size: number;
  fill: string;
  anchor: string;
  weight?: number;
}

function write(text: string, { x, y, size, fill, anchor, weight = 400 }: Writing): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escapeMarkup(text)}</text>`;
}

/** The newest series always has the strong colour. */
function getColor([quiet, strong]: Palette['bars'], index: number, count: number): string {
  return index === count - 1 ? strong : quiet;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
