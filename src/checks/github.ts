import { FaultlineError } from '../errors.ts';

/** What GitHub answers within this many milliseconds counts. */
const TIMEOUT = 4000;
const PUBLIC_API = 'https://api.github.com';

export interface GitHubSettings {
  /** Default: github.com's own. */
  apiUrl?: string | undefined;
  /** Read when first needed; undefined for public repositories only. */
  readToken?: (() => Promise<string>) | undefined;
  /** Milliseconds. */
  timeout?: number | undefined;
}

/** Asks GitHub's REST API with GET. */
export interface GitHub {
  /** Whether it knows the repositories of this host: without a setting only those of github.com. */
  knows(host: string): boolean;
  json(path: string): Promise<unknown>;
  /** The content of a file; undefined where there is none. */
  text(path: string): Promise<string | undefined>;
}

/** GitHub did not answer with what was asked for. */
export class GitHubError extends FaultlineError {
  /** 0: it gave no answer. */
  readonly status: number;
  constructor(status: number, message: string) {
    super('github', message);
    this.status = status;
  }
}

/**
 * Makes the client. The token goes to the configured API and nowhere else, redirects included: `fetch` drops it when
 * the host changes. Its methods throw GitHubError, whose message a reader can use.
 * https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export function connectGitHub({
  apiUrl = PUBLIC_API,
  readToken,
  timeout = TIMEOUT,
}: GitHubSettings = {}): GitHub {
  const get = async (path: string, accept: string) => {
    const token = await readToken?.().catch((error: Error) => {
      throw new GitHubError(0, error.message);
    });
    const response = await fetch(`${apiUrl.replace(/\/$/, '')}${path}`, {
      headers: {
        accept,
        'user-agent': 'faultline',
        'x-github-api-version': '2022-11-28',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(timeout),
    }).catch((error: Error) => {
      const isLate = error.name === 'TimeoutError';
      throw new GitHubError(
        0,
        isLate ? `GitHub did not answer within ${timeout / 1000} s.` : 'GitHub cannot be reached.',
      );
    });
    if (!response.ok) throw explain(response, token !== undefined);
    return response;
  };
  return {
    knows: (host) => apiUrl !== PUBLIC_API || host === 'github.com',
    json: async (path) => (await get(path, 'application/vnd.github+json')).json(),
    text: async (path) => {
      try {
        return await (await get(path, 'application/vnd.github.raw+json')).text();
      } catch (error) {
        if (error instanceof GitHubError && error.status === 404) return undefined;
        throw error;
      }
    },
  };
}

/** A private repository is answered with 404 to who may not read it, a spent rate limit with 403 or 429. */
function explain({ status, headers }: Response, hasToken: boolean): GitHubError {
  const setting = 'FAULTLINE_GITHUB_TOKEN_PARAMETER';
  if (status === 429 || headers.get('x-ratelimit-remaining') === '0')
    return new GitHubError(
      status,
      `GitHub's rate limit is spent${hasToken ? '' : `; with a token (${setting}) it is higher`}.`,
    );
  if (status === 404)
    return new GitHubError(
      status,
      `GitHub shows no such repository or commit${hasToken ? ' to the token' : `; a private one needs a token (${setting})`}.`,
    );
  if (status === 401 || status === 403)
    return new GitHubError(status, `GitHub refuses the token of ${setting} (${status}).`);
  return new GitHubError(status, `GitHub answered ${status}.`);
}
