import type { HomeView } from '@slack/types';
import { isMuted } from '../history/mute.ts';
import type { RedProject } from '../history/red.ts';
import { code, emoji, italic, link, paragraph, plain, richText } from './blocks.ts';
import { cutInline } from './cut.ts';
import { renderDuration } from './duration.ts';

/** Each costs at most 1,700 characters, far from the limits of a view with a hundred blocks. */
const MAX_SHOWN = 40;

/** What is red now. Takes the open incidents, the newest failure first. */
export function renderHome(red: readonly RedProject[], now: Date): HomeView {
  const projects = new Set(red.map(({ incident }) => incident.project)).size;
  const title =
    projects === 0
      ? 'Every build is green'
      : `${projects} ${projects === 1 ? 'project is' : 'projects are'} red`;
  const rest = red.length - MAX_SHOWN;
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      ...red.slice(0, MAX_SHOWN).map((each) => renderRed(each, now)),
      ...(rest > 0 ? [richText(paragraph(plain(`and ${rest} more failures`)))] : []),
      { type: 'divider' },
      richText(
        paragraph(
          code('/diagnose PROJECT'),
          plain(' says why its last build failed, and how to fix it; '),
          code('/diagnose help'),
          plain(' says what else it takes.'),
        ),
      ),
    ],
  };
}

function renderRed({ incident, mute }: RedProject, now: Date) {
  const { project, last, title, count, since, url } = incident;
  const name = `${cutInline(project, 160)}${last.number === undefined ? '' : ` #${last.number}`}`;
  const age = renderDuration(now.getTime() - Date.parse(since));
  const times = count === 1 ? `failed ${age} ago` : `${count} failures in ${age}`;
  const quiet = isMuted(mute, now)
    ? italic(
        mute?.until
          ? `  muted until ${mute.until.slice(0, 16).replace('T', ' ')} UTC`
          : '  muted until green',
      )
    : plain('');
  return richText(
    paragraph(
      emoji('red_circle'),
      plain(' '),
      link(url, name, 1000),
      plain(` ${cutInline(title, 160)}\n${times}`),
      quiet,
    ),
  );
}
