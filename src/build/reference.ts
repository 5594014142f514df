import { InvalidTargetError } from '../errors.ts';

/** What a person may point at; region and account are known where the text tells them. */
export type BuildReference = { region?: string | undefined; account?: string | undefined } & (
  | { kind: 'build'; id: string }
  | { kind: 'batch'; id: string }
  | { kind: 'project'; project: string }
);

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html#CodeBuild-CreateProject-request-name */
const NAME = '[A-Za-z0-9][A-Za-z0-9_-]{1,254}';
const ID = new RegExp(`^${NAME}:${UUID}$`);
/** `project/NAME`, or as the history names a project of elsewhere: `project/REGION/NAME`, `project/ACCOUNT/REGION/NAME`. */
const PROJECT = new RegExp(`^project/(?:(?:(\\d{12})/)?([a-z]{2,4}(?:-[a-z]+)+-\\d+)/)?(${NAME})$`);
const ARN = new RegExp(
  `^arn:aws[\\w-]*:codebuild:([a-z0-9-]+):(\\d{12}):(build|build-batch|project)/(${NAME}(?::${UUID})?)$`,
);
const CONSOLE_PATH = new RegExp(`(?:/(\\d{12}))?/projects/(${NAME})(?:/(build|batch)/(${NAME}:${UUID}))?`);
const OLD_CONSOLE_HASH = new RegExp(`#/(?:builds|projects)/(${NAME}(?::${UUID})?)`);

/**
 * Reads a build id, an ARN of a build, a batch or a project, a console URL, `project/NAME` or `project/ACCOUNT/REGION/NAME`.
 * Throws InvalidTargetError for anything else.
 */
export function parseBuildReference(text: string): BuildReference {
  const target = text.trim();
  if (ID.test(target)) return { kind: 'build', id: target };
  const [, account, region, project] = PROJECT.exec(target) ?? [];
  if (project) return { kind: 'project', project, ...where(account, region) };
  const reference = parseArn(target) ?? parseConsoleUrl(target);
  if (!reference) throw new InvalidTargetError(text);
  return reference;
}

function parseArn(target: string): BuildReference | undefined {
  const [, region, account, kind, name = ''] = ARN.exec(target) ?? [];
  if (!kind) return undefined;
  const place = where(account, region);
  if (!name.includes(':')) return { kind: 'project', project: name, ...place };
  return { kind: kind === 'build-batch' ? 'batch' : 'build', id: name, ...place };
}

/** Nothing for what is no encoding: `%E0%A4`. */
function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function parseConsoleUrl(target: string): BuildReference | undefined {
  if (!URL.canParse(target)) return undefined;
  const url = new URL(target);
  const path = decode(url.pathname);
  if (path === undefined) return undefined;
  const region = url.searchParams.get('region') ?? /^([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(url.hostname)?.[1];
  const [, account, project, kind, id] = CONSOLE_PATH.exec(path) ?? [];
  const place = where(account, region);
  if (id) return { kind: kind === 'batch' ? 'batch' : 'build', id, ...place };
  if (project) return { kind: 'project', project, ...place };
  const old = OLD_CONSOLE_HASH.exec(decode(url.hash) ?? '')?.[1];
  if (!old) return undefined;
  return old.includes(':') ? { kind: 'build', id: old, region } : { kind: 'project', project: old, region };
}

/** Only what was told, and has the form of a region: it becomes part of the host that is asked. */
function where(account: string | undefined, region: string | undefined) {
  return {
    ...(account && { account }),
    ...(region && /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/.test(region) && { region }),
  };
}
