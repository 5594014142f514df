import type { Series } from './chart.tsx';

// A phone's width: there the letters keep their size.
const WIDTH = 340;
const BOX = { left: 28, right: 336, top: 12, bottom: 142 };
const HEIGHT = 182;

interface PlotProps {
  kind: 'bar' | 'line' | 'area';
  categories: string[];
  series: Series[];
  label: string | undefined;
}

/** Bars in groups, or lines, over categories. */
export function Plot({ kind, categories, series, label }: PlotProps) {
  const ticks = getTicks(Math.max(1, ...series.flatMap(({ values }) => values)));
  const top = ticks.at(-1) ?? 1;
  const getY = (value: number) => BOX.bottom - (value / top) * (BOX.bottom - BOX.top);
  const slot = (BOX.right - BOX.left) / Math.max(1, categories.length);
  const getX = (index: number) => BOX.left + slot * (index + 0.5);
  const every = Math.ceil(categories.length / 8);
  return (
    <>
      {label && <p className="axis">{label}</p>}
      <svg className="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={BOX.left} x2={BOX.right} y1={getY(tick)} y2={getY(tick)} />
            <text x={BOX.left - 7} y={getY(tick) + 4} className="tick">
              {tick}
            </text>
          </g>
        ))}
        {categories.map((category, index) =>
          index % every === 0 ? <Category key={category} name={category} x={getX(index)} /> : null,
        )}
        {series.map((each, index) => (
          <g key={each.name} className={`of-${index % 6}`}>
            {kind === 'bar' ? (
              <Bars {...{ series: each, place: index, count: series.length, slot, getX, getY }} />
            ) : (
              <Line {...{ series: each, isFilled: kind === 'area', getX, getY }} />
            )}
          </g>
        ))}
      </svg>
    </>
  );
}

/** `Mon 16 Nov` on two lines. */
function Category({ name, x }: { name: string; x: number }) {
  const [first, ...rest] = name.split(' ');
  return (
    <text x={x} y={BOX.bottom + 18} className="category">
      <tspan x={x}>{first}</tspan>
      <tspan x={x} dy={15}>
        {rest.join(' ')}
      </tspan>
    </text>
  );
}

interface Scales {
  series: Series;
  getX: (index: number) => number;
  getY: (value: number) => number;
}

function Bars({
  series,
  place,
  count,
  slot,
  getX,
  getY,
}: Scales & Record<'place' | 'count' | 'slot', number>) {
  const width = Math.min(26, (slot * 0.74) / count);
  return series.values.map((value, index) => {
    const height = BOX.bottom - getY(value);
    const x = getX(index) + (place - count / 2) * width + 1;
    const key = `${index}`;
    return (
      <rect key={key} x={x} y={getY(value)} width={width - 2} height={height} rx={Math.min(3, height / 2)} />
    );
  });
}

function Line({ series, isFilled, getX, getY }: Scales & { isFilled: boolean }) {
  const points = series.values.map((value, index) => `${getX(index)} ${getY(value)}`);
  const path = `M${points.join('L')}`;
  const last = series.values.length - 1;
  return (
    <>
      {isFilled && (
        <path className="area" d={`${path}L${getX(last)} ${BOX.bottom}L${getX(0)} ${BOX.bottom}Z`} />
      )}
      <path className="line" d={path} />
    </>
  );
}

/** Round numbers from nothing to the highest value or a little above. */
function getTicks(highest: number): number[] {
  const size = 10 ** Math.floor(Math.log10(highest));
  const step = Math.max(
    1,
    Math.ceil([0.25, 0.5, 1, 2, 2.5].map((part) => part * size).find((each) => each * 4 >= highest) ?? size),
  );
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step);
}
