import { parseBuildReference } from '../build/reference.ts';

/** What stands behind `/diagnose`. */
export type Asked =
  | { kind: 'help' }
  /** The last failure of the channel. */
  | { kind: 'last' }
  /** In a form that `parseBuildReference` reads. */
  | { kind: 'target'; target: string }
  | { kind: 'unclear' };

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html#CodeBuild-CreateProject-request-name */
const NAME = /^(?:(?:\d{12}\/)?[a-z]{2,4}(?:-[a-z]+)+-\d+\/)?[A-Za-z0-9][A-Za-z0-9_-]{1,254}$/;

/** Reads the text of a command. A bare name is a project's, also one with its region or account before it. Slack may have put an address between angle brackets. */
export function parseAsked(text: string): Asked {
  const words = text
    .trim()
    .replace(/^<([^|>]+)(?:\|[^>]*)?>$/, '$1')
    .replace(/^`(.*)`$/, '$1');
  if (words === '') return { kind: 'last' };
  if (/^(?:help|--help|-h|\?)$/i.test(words)) return { kind: 'help' };
  const target = NAME.test(words) ? `project/${words}` : words;
  try {
    parseBuildReference(target);
    return { kind: 'target', target };
  } catch {
    return { kind: 'unclear' };
  }
}
