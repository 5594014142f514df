import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import { createSlackClient } from '../slack/client.ts';

/** Whose the token is, and what it may do. */
export interface SlackIdentity {
  team: string;
  teamName: string;
  user: string;
  /** Undefined where Slack did not say. */
  scopes: readonly string[] | undefined;
}

/** What Slack said to the token. */
export type SlackAccess =
  | { kind: 'known'; client: WebClient; identity: SlackIdentity }
  /** Slack refuses the token: its error code. */
  | { kind: 'refused'; code: string }
  | { kind: 'unknown'; reason: string };

/** Slack's answers to a token that can never work again as it is. https://docs.slack.dev/reference/methods/auth.test#errors */
const REFUSALS = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'team_access_not_granted',
  'no_permission',
  'org_login_required',
]);

/** Asks Slack whose the token is. Never throws. */
export async function askSlack(token: string, apiUrl: string | undefined): Promise<SlackAccess> {
  const client = createSlackClient({ token, apiUrl, timeoutMilliseconds: 6000 });
  try {
    const { team_id = '', team = '', user = '', response_metadata } = await client.auth.test();
    return {
      kind: 'known',
      client,
      identity: { team: team_id, teamName: team, user, scopes: response_metadata?.scopes },
    };
  } catch (error) {
    const code = findSlackError(error);
    if (code !== undefined && REFUSALS.has(code)) return { kind: 'refused', code };
    return { kind: 'unknown', reason: explainSlack(error) };
  }
}

const platformError = z.looseObject({ data: z.looseObject({ error: z.string() }) });

/** The code with which Slack refused a call; undefined where it did not answer at all. */
export function findSlackError(error: unknown): string | undefined {
  return platformError.safeParse(error).data?.data.error;
}

/** Why Slack could not be asked, in words. */
export function explainSlack(error: unknown): string {
  const code = findSlackError(error);
  if (code !== undefined) return `Not checked: Slack answered ${code}.`;
  const message = error instanceof Error ? error.message : String(error);
  return `Not checked: Slack did not answer (${message}).`;
}
