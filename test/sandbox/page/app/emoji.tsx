/** The signs that messages of builds use, drawn: a machine need not have a font with colours for them. */
const DOTS: Record<string, string> = {
  red_circle: '#e5484d',
  large_orange_circle: '#f0883e',
  large_yellow_circle: '#e8b931',
  large_green_circle: '#30a46c',
  large_blue_circle: '#3e8ede',
  large_purple_circle: '#8e5bd0',
  large_brown_circle: '#8a5a44',
  white_circle: '#c9ccd1',
  black_circle: '#3b3f46',
};

const MARKS: Record<string, [fill: string, path: string]> = {
  white_check_mark: ['#30a46c', 'M5.5 10.5l3 3 6-7'],
  heavy_check_mark: ['#30a46c', 'M5.5 10.5l3 3 6-7'],
  x: ['#e5484d', 'M6 6l8 8M14 6l-8 8'],
  warning: ['#e8a317', 'M10 5v6M10 14.6v.2'],
  information_source: ['#3e8ede', 'M10 9v6M10 5.4v.2'],
  grey_question: ['#8b9097', 'M7.4 7.6a2.7 2.7 0 1 1 3.8 2.5c-.8.4-1.2.9-1.2 1.8M10 14.8v.2'],
  eyes: ['#8b9097', 'M4 10c3-5 9-5 12 0-3 5-9 5-12 0zM10 9v2'],
};

/** An emoji by its name without colons; one that is not drawn here is shown as its character. */
export function Emoji({ name, fallback }: { name: string; fallback?: string }) {
  const dot = DOTS[name];
  const mark = MARKS[name];
  if (dot === undefined && mark === undefined)
    return <span className="emoji">{fallback ?? `:${name}:`}</span>;
  return (
    <svg
      className="emoji"
      width="16"
      height="16"
      viewBox="0 0 20 20"
      role="img"
      aria-label={name.replaceAll('_', ' ')}
    >
      {dot && <circle cx="10" cy="10" r="8.4" fill={dot} />}
      {mark && <rect x="1.5" y="1.5" width="17" height="17" rx="4.5" fill={mark[0]} />}
      {mark && (
        <path
          d={mark[1]}
          fill="none"
          stroke="#fff"
          strokeWidth="2.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
    </svg>
  );
}
