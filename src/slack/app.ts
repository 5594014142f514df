import { App, type AppOptions } from '@slack/bolt';
import type { Bot } from './bot.ts';
import { createLibraryLog } from './library-log.ts';
import { registerActions } from './listeners/actions.ts';
import { registerCommands } from './listeners/commands.ts';
import { registerEvents } from './listeners/events.ts';
import { registerViews } from './listeners/views.ts';

export interface SlackAppSettings {
  token: string;
  /** Whether a workspace, or an organization, is the one that the app is for. */
  isOurs: (team: string | undefined) => Promise<boolean>;
  apiUrl?: string | undefined;
  /** How its requests come in: a receiver, or Socket Mode. */
  entry: Pick<AppOptions, 'receiver' | 'socketMode' | 'appToken'>;
}

/** The app, whichever way its requests come in. Bolt asks Slack nothing by itself: who it is stands in the settings. */
export function createSlackApp({ token, isOurs, apiUrl, entry }: SlackAppSettings, bot: Bot): App {
  const app = new App({
    ...entry,
    authorize: async ({ teamId, enterpriseId }) => {
      if (!(await isOurs(teamId)) && !(await isOurs(enterpriseId)))
        throw new Error(`The app is not for the workspace ${teamId}.`);
      return { botToken: token };
    },
    logger: createLibraryLog(bot.fail),
    clientOptions: {
      ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
      // Within the three seconds that Slack waits.
      timeout: 2500,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
  // Slack is told that it failed.
  app.error(async (error) => {
    await bot.fail(error);
    throw error;
  });
  registerCommands(app, bot);
  registerActions(app, bot);
  registerViews(app, bot);
  registerEvents(app, bot);
  return app;
}
