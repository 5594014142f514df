import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { listRed } from '../../history/red.ts';
import type { Bot } from '../bot.ts';
import { renderHome } from '../home.ts';

/** The home tab: what is red now, made anew whenever it is opened. */
export function registerEvents(app: App, bot: Bot): void {
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await publishHome(client, event.user, bot);
  });
}

export async function publishHome(client: WebClient, user: string, { table, now }: Bot): Promise<void> {
  await client.views.publish({ user_id: user, view: renderHome(await listRed(table), now()) });
}
