import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const address = z.string().regex(/^https:\/\/[^/]+\/slack\/events$/);
/** What of a manifest the app stands on. https://docs.slack.dev/reference/app-manifest */
const manifestSchema = z.object({
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.literal(true) }),
    slash_commands: z.array(z.object({ command: z.string(), url: address, should_escape: z.boolean() })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ request_url: address, bot_events: z.array(z.string()) }),
    interactivity: z.object({ is_enabled: z.literal(true), request_url: address }),
  }),
});
const manifest = manifestSchema.parse(
  parse(readFileSync(new URL('../../slack-manifest.yml', import.meta.url), 'utf8')),
);
const read = (file: string) =>
  readFileSync(new URL(`../../src/slack/listeners/${file}.ts`, import.meta.url), 'utf8');

describe('the manifest of the app', () => {
  it('has the commands and events that are listened to, and no others', () => {
    const commands = [...read('commands').matchAll(/app\.command\('([^']+)'/g)].map(([, name]) => name);
    const events = [...read('events').matchAll(/app\.event\('([^']+)'/g)].map(([, name]) => name);
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(commands);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(events);
  });

  it('asks for no more than it needs', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual([
      'chat:write',
      'commands',
      'files:write',
      'channels:history',
      'groups:history',
    ]);
  });

  it('sends everything to the one address of the deployment', () => {
    const deployment = readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8');
    expect(deployment).toContain('httpApi: POST /slack/events');
  });
});
