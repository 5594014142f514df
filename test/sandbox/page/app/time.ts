const SOON_SECONDS = 5 * 60;

/** @returns `14:05` */
export function getTime(ts: string): string {
  return toDate(ts).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
}

/** @returns `Today`, `Yesterday` or the date */
export function getDay(ts: string): string {
  const date = toDate(ts);
  const midnight = new Date().setHours(0, 0, 0, 0);
  const days = Math.round((new Date(date).setHours(0, 0, 0, 0) - midnight) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === -1) return 'Yesterday';
  return date.toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });
}

/** @returns whether the second message came within five minutes of the first */
export function isSoonAfter(first: string, second: string): boolean {
  return Number(second) - Number(first) < SOON_SECONDS;
}

function toDate(ts: string): Date {
  return new Date(Number(ts) * 1000);
}
