import {
  createFaultState,
  createFaults,
  type Faults,
  limitRate,
  refusePlanned,
} from '../sandbox/slack/faults.ts';
import { METHODS } from '../sandbox/slack/methods/index.ts';
import { Refusal } from '../sandbox/slack/refusal.ts';
import { respond } from '../sandbox/slack/response-urls.ts';
import { checkScope } from '../sandbox/slack/scopes.ts';
import { createState, type JsonObject, type SlackState } from '../sandbox/slack/state.ts';
import { SLACK_URL } from './environment.ts';
import { pass } from './gate.ts';

/** The local Slack without a socket between: what `fetch` gets for its addresses. */
export interface SlackHere {
  state: SlackState;
  faults: Faults;
  /** What the bot's token may do; undefined: everything. */
  scopes: readonly string[] | undefined;
  fetch: typeof fetch;
}

/** Takes the clock, and what a call has to wait for first. */
export function openSlack(now: () => number, wait: () => Promise<void> = () => Promise.resolve()): SlackHere {
  const state = createState(now);
  const faultState = createFaultState(false);
  const slack: SlackHere = {
    state,
    faults: createFaults(faultState),
    scopes: undefined,
    fetch: async (input, init) => {
      const url = new URL(String(input));
      const name = url.pathname.split('/').at(-1) ?? '';
      const isAction = url.pathname.startsWith('/actions/');
      return pass(`slack:${isAction ? 'response_url' : name}`, async () => {
        await wait();
        if (faultState.outage === 'unreachable') throw new TypeError('fetch failed');
        if (faultState.outage === 'unavailable') return new Response('service_unavailable', { status: 503 });
        const args = readArguments(url, init);
        return answer(state, isAction ? 'response_url' : name, args, () => {
          refusePlanned(faultState, isAction ? 'response_url' : name);
          if (isAction) return respond(state, name, args) ?? {};
          checkScope(slack.scopes, name);
          limitRate(faultState, state, name, args);
          if (faultState.isRateLimited) limitTier(state, name);
          return METHODS[name]?.({ state, args, url: SLACK_URL }) ?? {};
        });
      });
    },
  };
  return slack;
}

function readArguments(url: URL, init: RequestInit | undefined): JsonObject {
  const body = String(init?.body ?? '');
  const { token: _, ...args } = body.startsWith('{')
    ? (JSON.parse(body) as JsonObject)
    : Object.fromEntries([...url.searchParams, ...new URLSearchParams(body)]);
  return args;
}

function answer(
  state: SlackState,
  method: string,
  args: JsonObject,
  run: () => JsonObject | undefined,
): Response {
  const call = { method, args, at: state.now() };
  try {
    const result = run();
    state.calls.push(call);
    return Response.json({ ok: true, ...result });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    state.calls.push({ ...call, error: error.code });
    const headers = error.retryAfter === undefined ? undefined : { 'retry-after': String(error.retryAfter) };
    const said = error.messages.length > 0 ? { response_metadata: { messages: error.messages } } : {};
    return Response.json(
      { ok: false, error: error.code, ...said },
      { status: error.status, ...(headers && { headers }) },
    );
  }
}

/** Tier 3: fifty a minute and workspace, of each method. https://docs.slack.dev/apis/web-api/rate-limits */
function limitTier(state: SlackState, method: string): void {
  if (!['chat.update', 'conversations.history', 'conversations.replies'].includes(method)) return;
  const since = state.now() - 60_000;
  const made = state.calls.filter((call) => call.method === method && call.at > since && !call.error);
  const [oldest] = made;
  if (made.length < 50 || !oldest) return;
  const retryAfter = Math.max(1, Math.ceil((oldest.at - since) / 1000));
  throw new Refusal('ratelimited', { status: 429, retryAfter });
}
