import { stripVTControlCharacters } from 'node:util';

/** `agent-1  | ` and `build-1 | `: the local agent's docker compose puts the container's name in front. */
const LOCAL_AGENT = /^(?:agent|build)-\d+ +\| ?/;
/** `2024-04-21T21:06:52.675Z `: CloudWatch's export and `aws logs tail` put the event's time in front. */
const EXPORTED_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}) /;
/** `#12 3.456 `: BuildKit's plain progress numbers the step and tells its time. */
const BUILDKIT_STEP = /^#\d+ (?:\d+\.\d+ )?/;
/** `[INFO]: `; a `[WARNING]: ` stays, since patterns look for it. */
const AMPLIFY_LEVEL = /^\[(?:INFO|ERROR)\]: /;
const ANY_CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]+/g;

/**
 * A line as a terminal would leave it on the screen: no colours, of progress redrawn by carriage returns
 * the last state, no binary junk, no prefix of the local agent or of an export. Tabs stay.
 */
export function cleanLine(raw: string): string {
  let text = raw.trimEnd();
  if (ANY_CONTROL.test(text)) text = lastDrawn(stripVTControlCharacters(text)).replace(CONTROL, '').trimEnd();
  // Both prefixes are rare: their first letters are looked at before a pattern is.
  if (text.startsWith('agent-') || text.startsWith('build-')) text = text.replace(LOCAL_AGENT, '');
  return text.startsWith('20') ? text.replace(EXPORTED_TIME, '') : text;
}

/** What is left once the step's number and time that BuildKit puts before a command's own output, or Amplify Hosting's level, are gone. */
export function stripStepPrefix(text: string): string {
  if (text.startsWith('#')) return text.replace(BUILDKIT_STEP, '');
  return text.startsWith('[') ? text.replace(AMPLIFY_LEVEL, '') : text;
}

function lastDrawn(text: string): string {
  if (!text.includes('\r')) return text;
  return text.split('\r').findLast((part) => part.trim() !== '') ?? '';
}
