import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A file: its text, or also that it may be executed. */
export type GitHubFile = string | { text: string; executable: boolean };

/** A repository of GitHub: the tree of each commit or branch, and who may see it. */
export interface GitHubRepository {
  /** Commits, oldest first, each with its files. */
  commits: { id: string; files: Readonly<Record<string, GitHubFile>> }[];
  /** The branch that the last commit is on. */
  branch: string;
  /** Who shows this token sees it; a public one needs none. */
  token?: string | undefined;
  /** GitHub lists only so many files of it and says `truncated`. */
  listed?: number | undefined;
}

export interface LocalGitHub {
  url: string;
  /** `owner/name` -> repository. */
  repositories: Map<string, GitHubRepository>;
  /** What was asked for, and with which token. */
  calls: { path: string; token: string | undefined }[];
  /** Lets the rate limit be spent, nothing be answered at all, or each answer take so many milliseconds longer. */
  state: { isLimited: boolean; isSilent: boolean; delay: number };
  stop(): Promise<void>;
}

interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

const NOT_FOUND: Reply = { status: 404, body: { message: 'Not Found', status: '404' } };

/** Starts a look-alike of GitHub's REST API, as much of it as Faultline asks, on loopback. The caller stops it. */
export async function startGitHub(repositories = new Map<string, GitHubRepository>()): Promise<LocalGitHub> {
  const calls: LocalGitHub['calls'] = [];
  const state = { isLimited: false, isSilent: false, delay: 0 };
  const server = createServer(async (request, response) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    calls.push({ path: request.url ?? '', token });
    if (state.isSilent) return;
    if (state.delay > 0) await wait(state.delay);
    const { status, body, headers = {} } = state.isLimited ? limited() : reply(request, repositories, token);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, repositories, calls, state, stop };
}

function limited(): Reply {
  return {
    status: 403,
    body: { message: 'API rate limit exceeded' },
    headers: { 'x-ratelimit-remaining': '0' },
  };
}

/** To who may not see it, a private repository does not exist. */
function reply(
  request: IncomingMessage,
  repositories: ReadonlyMap<string, GitHubRepository>,
  token: string | undefined,
): Reply {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, name = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)\/(.+)$/.exec(url.pathname) ?? [];
  const repository = repositories.get(name);
  if (!repository || (repository.token !== undefined && repository.token !== token)) return NOT_FOUND;
  const [what, ...path] = rest.split('/').map(decodeURIComponent);
  if (what === 'git') return getTree(repository, path[1] ?? '');
  if (what === 'commits') return listCommits(repository, url.searchParams);
  if (what === 'contents') return getContents(repository, path.join('/'), url.searchParams.get('ref') ?? '');
  return what === 'compare' ? compare(repository, path.join('/')) : NOT_FOUND;
}

function findCommit({ commits, branch }: GitHubRepository, ref: string) {
  return ref === branch ? commits.at(-1) : commits.find(({ id }) => id === ref);
}

function getTree(repository: GitHubRepository, ref: string): Reply {
  const commit = findCommit(repository, ref);
  if (!commit) return NOT_FOUND;
  const files = Object.entries(commit.files);
  const listed = files.slice(0, repository.listed ?? files.length);
  const tree = listed.map(([path, file]) => ({
    path,
    mode: typeof file !== 'string' && file.executable ? '100755' : '100644',
    type: 'blob',
  }));
  return { status: 200, body: { sha: commit.id, tree, truncated: listed.length < files.length } };
}

function getContents(repository: GitHubRepository, path: string, ref: string): Reply {
  const file = findCommit(repository, ref)?.files[path];
  if (file === undefined) return NOT_FOUND;
  return { status: 200, body: typeof file === 'string' ? file : file.text };
}

/** Each commit has the one before it as its parent. */
function listCommits(repository: GitHubRepository, query: URLSearchParams): Reply {
  const newest = findCommit(repository, query.get('sha') ?? repository.branch);
  if (!newest) return NOT_FOUND;
  const ids = repository.commits.map(({ id }) => id);
  const listed = ids.slice(0, ids.indexOf(newest.id) + 1).reverse();
  const body = listed.map((sha, i) => ({
    sha,
    parents: listed.slice(i + 1, i + 2).map((id) => ({ sha: id })),
  }));
  return { status: 200, body: body.slice(0, Number(query.get('per_page') ?? 30)) };
}

function compare({ commits }: GitHubRepository, range: string): Reply {
  const [before, after] = range.split('...').map((id) => commits.findIndex((commit) => commit.id === id));
  if (before === undefined || after === undefined || before < 0 || after < 0) return NOT_FOUND;
  const status = after > before ? 'ahead' : after === before ? 'identical' : 'behind';
  return { status: 200, body: { status, ahead_by: Math.max(0, after - before), commits: [] } };
}
