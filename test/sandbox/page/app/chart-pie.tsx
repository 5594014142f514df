import type { Series } from './chart.tsx';

const SIZE = 200;
const RADIUS = 92;
const CENTER = SIZE / 2;

/** A circle in slices, from twelve o'clock on, each with its share. */
export function Pie({ segments }: { segments: Series[] }) {
  const total = segments.reduce((sum, { values }) => sum + (values[0] ?? 0), 0);
  let from = 0;
  return (
    <svg className="pie" viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      {segments.map(({ name, values }, index) => {
        const share = (values[0] ?? 0) / total;
        const slice = { from, share };
        from += share;
        const middle = getPoint(slice.from + share / 2, RADIUS * 0.62);
        return (
          <g key={name} className={`of-${index % 6}`}>
            {share === 1 ? (
              <circle cx={CENTER} cy={CENTER} r={RADIUS} />
            ) : (
              <path d={drawSlice(slice.from, share)} />
            )}
            {share >= 0.06 && (
              <text x={middle.x} y={middle.y + 4}>
                {Math.round(share * 100)}%
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function drawSlice(from: number, share: number): string {
  const [begin, end] = [getPoint(from, RADIUS), getPoint(from + share, RADIUS)];
  const isLarge = share > 0.5 ? 1 : 0;
  return `M${CENTER} ${CENTER}L${begin.x} ${begin.y}A${RADIUS} ${RADIUS} 0 ${isLarge} 1 ${end.x} ${end.y}Z`;
}

function getPoint(turn: number, radius: number): { x: number; y: number } {
  const angle = 2 * Math.PI * turn - Math.PI / 2;
  const round = (value: number) => Math.round(value * 10) / 10;
  return { x: round(CENTER + radius * Math.cos(angle)), y: round(CENTER + radius * Math.sin(angle)) };
}
