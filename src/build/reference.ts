import { InvalidTargetError } from '../errors.ts';

/** What a person may point at; the region is known where the text tells it. */
export type BuildReference =
  | { kind: 'build'; id: string; region?: string | undefined }
  | { kind: 'batch'; id: string; region?: string | undefined }
  | { kind: 'project'; project: string; region?: string | undefined };

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html#CodeBuild-CreateProject-request-name */
const NAME = '[A-Za-z0-9][A-Za-z0-9_-]{1,254}';
const ID = new RegExp(`^${NAME}:${UUID}$`);
const ARN = new RegExp(
  `^arn:aws[\\w-]*:codebuild:([a-z0-9-]+):\\d{12}:(build|build-batch|project)/(${NAME}(?::${UUID})?)$`,
);
const CONSOLE_PATH = new RegExp(`/projects/(${NAME})(?:/(build|batch)/(${NAME}:${UUID}))?`);
const OLD_CONSOLE_HASH = new RegExp(`#/(?:builds|projects)/(${NAME}(?::${UUID})?)`);

/**
 * Reads a build id, an ARN of a build, a batch or a project, a console URL, or `project/NAME`.
 * Throws InvalidTargetError for anything else.
 */
export function parseBuildReference(text: string): BuildReference {
  const target = text.trim();
  if (ID.test(target)) return { kind: 'build', id: target };
  const project = new RegExp(`^project/(${NAME})$`).exec(target);
  if (project?.[1]) return { kind: 'project', project: project[1] };
  const reference = parseArn(target) ?? parseConsoleUrl(target);
  if (!reference) throw new InvalidTargetError(text);
  return reference;
}

function parseArn(target: string): BuildReference | undefined {
  const [, region, kind, name = ''] = ARN.exec(target) ?? [];
  if (!kind) return undefined;
  if (!name.includes(':')) return { kind: 'project', project: name, region };
  return { kind: kind === 'build-batch' ? 'batch' : 'build', id: name, region };
}

function parseConsoleUrl(target: string): BuildReference | undefined {
  if (!URL.canParse(target)) return undefined;
  const url = new URL(target);
  const region = url.searchParams.get('region') ?? /^([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(url.hostname)?.[1];
  const [, project, kind, id] = CONSOLE_PATH.exec(decodeURIComponent(url.pathname)) ?? [];
  if (id) return { kind: kind === 'batch' ? 'batch' : 'build', id, region };
  if (project) return { kind: 'project', project, region };
  const old = OLD_CONSOLE_HASH.exec(decodeURIComponent(url.hash))?.[1];
  if (!old) return undefined;
  return old.includes(':') ? { kind: 'build', id: old, region } : { kind: 'project', project: old, region };
}
