import { stripVTControlCharacters } from 'node:util';

/** `agent-1  | ` and `build-1 | `: the local agent's docker compose puts the container's name in front. */
const LOCAL_AGENT = /^(?:agent|build)-\d+ +\| ?/;
/** `2024-04-21T21:06:52.675Z `: CloudWatch's export and `aws logs tail` put the event's time in front. */
const EXPORTED_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}) /;
/**
 * What stands before a command's own words: BuildKit's step and time (`#12 3.456 `), Amplify Hosting's level
 * (`[INFO]: `; a `[WARNING]: ` stays, since patterns look for it), docker compose's service (`web_1  | `), the line
 * number of a copy from the console (`12 | `), a time of day (`10:11:12 `).
 */
const STEP_PREFIX =
  /^(?:#\d+ (?:\d+\.\d+ )?|\[(?:INFO|ERROR)\]: |(?:[a-z][\w.]*[-_])?\d+ +\| |\d{1,2}:\d{2}:\d{2}(?: [AP]M)?:? )/;
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

/** What is left of a line once the prefix is gone that something around the command put there. */
export function stripStepPrefix(text: string): string {
  return text.replace(STEP_PREFIX, '');
}

function lastDrawn(text: string): string {
  if (!text.includes('\r')) return text;
  return text.split('\r').findLast((part) => part.trim() !== '') ?? '';
}
