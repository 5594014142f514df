import { type Block, emoji, link, paragraph, plain, richText } from './blocks.ts';
import { cutEscaped, cutInline } from './cut.ts';
import { renderDuration } from './duration.ts';
import type { Message } from './message.ts';
import { RECOVERED } from './status.ts';

/** A green build and the incident that it ended. */
export interface Recovery {
  project: string;
  /** Number of the green build. */
  number?: number | undefined;
  /** Console page of the green build. */
  url?: string | undefined;
  /** Title of the cause that is gone. */
  title?: string | undefined;
  /** Red builds of the incident. */
  count: number;
  /** ISO times: the first failure, and the end of the green build. */
  since: string;
  until: string;
}

/** `green again after 3 builds, 42 min` */
export function renderRecoveryWords({ count, since, until }: Recovery): string {
  const milliseconds = Date.parse(until) - Date.parse(since);
  const builds = `${count} ${count === 1 ? 'build' : 'builds'}`;
  return `green again after ${builds}${milliseconds > 0 ? `, ${renderDuration(milliseconds)}` : ''}`;
}

/** Takes a recovery; returns the message that tells it, once, in the incident's thread or channel. */
export function renderRecovery(recovery: Recovery): Message {
  const { number, project, title, url } = recovery;
  const name = `${cutInline(project, 160)}${number === undefined ? '' : ` #${number}`}`;
  const words = renderRecoveryWords(recovery);
  const was = title === undefined ? '' : ` (was: ${cutInline(title, 160)})`;
  const line = paragraph(
    emoji(RECOVERED.emoji),
    plain(' '),
    link(url, name, 1000),
    plain(` is ${words}${was}`),
  );
  const blocks: Block[] = [richText(line)];
  return { text: cutEscaped(`${RECOVERED.sign} ${name} is ${words}${was}`, 900), blocks, thread: [] };
}
