import type { ProjectTags } from './build/read-tags.ts';

/** Messages of projects whose name fits `pattern` (`*` for any letters) go to `channel`. */
export interface ChannelRule {
  pattern: string;
  channel: string;
}

export interface Route {
  channel: string;
  isMuted: boolean;
}

export interface RouteSettings {
  rules: readonly ChannelRule[];
  channel: string;
}

/** Where a project's messages go: by its tag, by the first rule that fits, by default. */
export function getRoute(
  project: string,
  tags: ProjectTags,
  { rules, channel }: RouteSettings,
  now: Date,
): Route {
  const tagged = tags.channel?.trim().replace(/^#/, '') || undefined;
  const rule = rules.find(({ pattern }) => fits(pattern, project));
  return { channel: tagged ?? rule?.channel ?? channel, isMuted: isMutedByTag(tags.mute, now) };
}

function fits(pattern: string, project: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(project);
}

/** A date, until which it holds; `off` and its like; anything else, which was meant to mute. */
function isMutedByTag(mute: string | undefined, now: Date): boolean {
  const text = mute?.trim();
  if (text === undefined || /^(?:|off|false|no|0)$/i.test(text)) return false;
  const until = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(until) || until > now.getTime();
}
