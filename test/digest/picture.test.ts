import { describe, expect, it } from 'vitest';
import { renderBars } from '../../src/digest/chart.ts';
import { renderPicture } from '../../src/digest/picture.ts';

const BARS = {
  title: 'Failed builds by day',
  yLabel: 'Failed builds',
  categories: ['Mon 16 Nov', 'Tue 17 Nov'],
  series: [
    { name: 'Week before', values: [2, 0] },
    { name: 'This week', values: [7, 12_345] },
  ],
};
const PALETTE = { ink: '#000', muted: '#555', grid: '#ddd', bars: ['#888', '#c00'] as [string, string] };

describe('the picture of a digest', () => {
  it('is a PNG of a phone at three pixels for one, with text', async () => {
    const png = Buffer.from(await renderPicture(BARS));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(1200);
    // Text that no font was found for is left out without an error: the picture is then much smaller.
    const silent = {
      ...BARS,
      title: '',
      categories: ['', ''],
      series: BARS.series.map((each) => ({ ...each, name: '' })),
    };
    expect(png.length).toBeGreaterThan((await renderPicture(silent)).length * 1.3);
  });

  it.each([1, 3, 9, 10, 24, 99, 4321, 100_000])(
    'has whole numbers at its side that reach up to %d',
    (highest) => {
      const svg = renderBars(
        { ...BARS, series: [{ name: 'This week', values: [highest, 0] }] },
        { palette: PALETTE, hasHeading: false },
      );
      const heights = [...svg.matchAll(/<rect [^>]*height="([\d.]+)"/g)].map(([, height]) => Number(height));
      expect(Math.max(...heights)).toBeLessThanOrEqual(150);
      expect(Math.max(...heights)).toBeGreaterThan(70);
      expect(svg).not.toMatch(/NaN|Infinity/);
    },
  );

  it('leaves out labels between where there are many bars', () => {
    const categories = Array.from({ length: 30 }, (_, index) => `Mon ${index + 1} Nov`);
    const values = categories.map(() => 1);
    const svg = renderBars(
      { ...BARS, categories, series: [{ name: 'This week', values }] },
      { palette: PALETTE, hasHeading: true },
    );
    expect(svg.match(/>Mon</g)).toHaveLength(8);
  });

  it('takes no markup from names', () => {
    const svg = renderBars(
      { ...BARS, title: '"><script>', categories: ['<b>', '&'] },
      { palette: PALETTE, hasHeading: true },
    );
    expect(svg).not.toMatch(/<script|<b>/);
  });
});
