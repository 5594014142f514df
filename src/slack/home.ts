import type { HomeView } from '@slack/types';
import { isMuted } from '../history/mute.ts';
import type { RedProject } from '../history/red.ts';
import { code, emoji, italic, link, paragraph, plain, richText } from './blocks.ts';
import { ACTIONS } from './buttons.ts';
import { cutInline } from './cut.ts';
import { renderDuration } from './duration.ts';

/** A view holds a hundred blocks; each of these is three at most. */
const MAX_SHOWN = 30;

/** What is red now. Takes the open incidents, the newest failure first. */
export function renderHome(red: readonly RedProject[], now: Date): HomeView {
  const projects = Map.groupBy(red.slice(0, MAX_SHOWN), ({ incident }) => incident.project);
  const count = new Set(red.map(({ incident }) => incident.project)).size;
  const title =
    count === 0 ? 'Every build is green' : `${count} ${count === 1 ? 'project is' : 'projects are'} red`;
  const rest = red.length - MAX_SHOWN;
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      ...[...projects.values()].flatMap((incidents) => renderProject(incidents, now)),
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

/** What is red of one project, and that it is muted, once. */
function renderProject(incidents: readonly RedProject[], now: Date) {
  const [first] = incidents;
  return [
    ...incidents.map((each) => renderRed(each, now)),
    ...(first && isMuted(first.mute, now) ? renderUnmute(first) : []),
  ];
}

function renderUnmute({ incident, mute }: RedProject) {
  const until = mute?.until ? `until ${mute.until.slice(0, 16).replace('T', ' ')} UTC` : 'until green';
  const text = { type: 'plain_text' as const, text: 'Unmute' };
  const button = { type: 'button' as const, action_id: ACTIONS.unmute, text, value: incident.project };
  return [
    richText(paragraph(italic(`${cutInline(incident.project, 160)} is muted ${until}.`))),
    { type: 'actions' as const, elements: [button] },
  ];
}

function renderRed({ incident }: RedProject, now: Date) {
  const { project, last, title, count, since, url } = incident;
  const name = `${cutInline(project, 160)}${last.number === undefined ? '' : ` #${last.number}`}`;
  const times = count === 1 ? 'failed' : `${count} failures, the first`;
  return richText(
    paragraph(
      emoji('red_circle'),
      plain(' '),
      link(url, name, 1000),
      plain(` ${cutInline(title, 160)}\n${times} ${renderAge(now.getTime() - Date.parse(since))}`),
    ),
  );
}

function renderAge(milliseconds: number): string {
  return milliseconds < 60_000 ? 'just now' : `${renderDuration(milliseconds)} ago`;
}
