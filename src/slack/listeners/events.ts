import type { App } from '@slack/bolt';
import { listRed } from '../../history/red.ts';
import type { Bot } from '../bot.ts';
import { renderHome } from '../home.ts';

/** The home tab: what is red now, made anew whenever it is opened. */
export function registerEvents(app: App, { table, now }: Bot): void {
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    const view = renderHome(await listRed(table), now());
    await client.views.publish({ user_id: event.user, view });
  });
}
