import { Refusal } from './refusal.ts';

/** What a token must be allowed for a method. https://docs.slack.dev/reference/scopes */
const SCOPES: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.scheduleMessage': 'chat:write',
  'chat.deleteScheduledMessage': 'chat:write',
  'conversations.info': 'channels:read',
  'conversations.list': 'channels:read',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'conversations.join': 'channels:join',
  'conversations.open': 'im:write',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'reactions.add': 'reactions:write',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
};

/** @throws Refusal `missing_scope` when the token's scopes are given and do not cover the method */
export function checkScope(scopes: readonly string[] | undefined, method: string): void {
  const needed = SCOPES[method];
  if (scopes === undefined || needed === undefined || scopes.includes(needed)) return;
  throw new Refusal('missing_scope', { messages: [`needed: ${needed}`] });
}
