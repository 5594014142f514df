import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { replaceCommand } from './buildspec.ts';
import { raw, sh } from './shell.ts';

/** A longer command is a script, of which no end is a context. */
const MAX_LENGTH = 1000;
/** `docker build OPTIONS CONTEXT` as the last part of a command; the context is a directory. */
const BUILD = /^([\s\S]*\bdocker (?:buildx |image )?build\b[\s\S]*\s)(\.|[\w./-]+)\s*$/;
const FILE = /(?:^|\s)(?:-f|--file)[= ](\S+)/;

/**
 * How to let COPY find a file that is in the source: the context of docker build corrected, as a patch of the buildspec.
 * No step where nobody looked (facts `place`, `found`) or the command is none that can be read.
 */
export function getContextSteps(path: string, { facts, command, build }: Situation): FixStep[] {
  const { start, context } = readCommand(command);
  const place = facts.found?.split('\n')[0];
  if (!command || start === '' || !place || facts.place === 'other-case') return [];
  const directory = facts.place === 'there' ? '.' : findContext(place, path);
  if (directory === undefined || directory === tidy(context)) return [];
  const file = FILE.test(start)
    ? ''
    : sh`--file ${tidy(context) === '.' ? 'Dockerfile' : `${tidy(context)}/Dockerfile`} `;
  const better = `${start}${file}${sh`${directory}`}`;
  return [
    {
      title: `Give docker build the context in which ${path} is: ${directory === '.' ? 'the root of the source' : directory}`,
      patch: replaceCommand(command, better, build),
      changes: true,
    },
  ];
}

/**
 * How to let docker build find a Dockerfile that lies elsewhere, or is written in other letters: named, with its
 * directory as the context, as a patch of the buildspec. No step where nobody looked or the command cannot be read.
 */
export function getDockerfileSteps({ facts, command, build }: Situation): FixStep[] {
  const { start, context } = readCommand(command);
  const place = facts.found?.split('\n')[0];
  if (!command || start === '' || !place || facts.place === 'there') return [];
  const directory = place.split('/').slice(0, -1).join('/') || '.';
  const bare = start.replace(FILE, '').trimEnd();
  // A context that was named on purpose stays.
  const better = sh`${raw(bare)} --file ${place} ${tidy(context) === '.' ? directory : context}`;
  return [
    {
      title: `Or name the Dockerfile, ${place}, and its context`,
      patch: replaceCommand(command, better, build),
      changes: true,
    },
  ];
}

function readCommand(command = ''): { start: string; context: string } {
  const [, start = '', context = ''] = (command.length <= MAX_LENGTH && BUILD.exec(command)) || [];
  return { start, context };
}

/** The directory from which COPY's path leads to the file. */
function findContext(place: string, path: string): string | undefined {
  return place.endsWith(`/${path}`) ? place.slice(0, -path.length - 1) : undefined;
}

function tidy(context: string): string {
  return context.replace(/\/+$/, '').replace(/^\.\/(?=.)/, '') || '.';
}
