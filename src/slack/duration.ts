/** Takes milliseconds; returns them as one reads them: `40 s`, `42 min`, `3 h 5 min`, `2 days`. */
export function renderDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

/** 1st, 2nd, 3rd, 4th ... 11th ... */
export function renderOrdinal(count: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd' }[ORDINALS.select(count) as 'one'] ?? 'th';
  return `${count}${suffix}`;
}

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
