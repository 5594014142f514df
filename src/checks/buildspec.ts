import { findBuildspecCommand, parseBuildspec } from '../build/read-buildspec.ts';
import { getBuildspecPath } from '../fix/buildspec.ts';
import type { Build, Buildspec } from '../model.ts';
import { askSource } from './ask-source.ts';
import { aside, type Check, confirmed, type Result, unknown } from './check.ts';
import type { CheckClients } from './clients.ts';
import { readS3Text } from './s3-ranges.ts';

type Question = { command?: string | undefined; phase?: string | undefined };

/** Reads the buildspec of the very build and finds the command in it. Tells where; speaks neither for nor against. */
export const buildspecCheck: Check<'buildspec'> = {
  permissions: ['codecommit:GetFile', 's3:GetObject'],
  asks: 'which line of the buildspec failed',
  word: ({ command }) =>
    command === undefined ? 'What does the buildspec say?' : 'Where does the buildspec call the command?',
  async ask(clients, question, build) {
    const { buildspec: set = '' } = build.source ?? {};
    if (isInline(set))
      return tell(parseBuildspec(set, { file: 'buildspec.yml', where: 'project' }), question);
    const [, bucket, key] = /^arn:aws[\w-]*:s3:::([^/]+)\/(.+)$/.exec(set.trim()) ?? [];
    if (bucket && key) return tellText(await readS3Text(clients.s3, { bucket, key }), key, 's3', question);
    return askInSource(clients, build, question);
  },
};

/** A buildspec in the project spans lines, or is a mapping on one. */
function isInline(buildspec: string): boolean {
  return buildspec.trim().includes('\n') || /^\s*(?:version\s*:|\{)/.test(buildspec);
}

async function askInSource(clients: CheckClients, build: Build, question: Question): Promise<Result> {
  const file = getBuildspecPath(build);
  const result = await askSource(clients, build, async (source) =>
    tellText(await source.read(file), file, 'source', question),
  );
  return aside(result);
}

function tellText(
  text: string | undefined,
  file: string,
  where: Buildspec['where'],
  question: Question,
): Result {
  if (text === undefined) return aside(unknown(`There is no ${file} in the source.`));
  return tell(parseBuildspec(text, { file, where }), question);
}

function tell(buildspec: Buildspec, { command, phase }: Question): Result {
  const { file, error, where } = buildspec;
  const name = where === 'project' ? 'the buildspec written in the project' : file;
  if (error) {
    const facts = { buildspecFile: file, buildspecLine: String(error.line) };
    return {
      ...aside(confirmed(`Line ${error.line} of ${name} is no YAML: ${error.message}.`, facts)),
      buildspec,
    };
  }
  const found = command === undefined ? undefined : findBuildspecCommand(buildspec, command, phase);
  if (found) {
    const facts = { buildspecFile: file, buildspecLine: String(found.firstLine) };
    return {
      ...aside(confirmed(`Line ${found.firstLine} of ${name}, in ${found.phase}.`, facts)),
      buildspec,
    };
  }
  const detail = command === undefined ? `Read from ${name}.` : `Not as such in ${name}.`;
  return { ...aside(unknown(detail)), buildspec };
}
