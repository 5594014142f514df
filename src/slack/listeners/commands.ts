import type { App } from '@slack/bolt';
import { lastFailureInChannel } from '../../history/failure.ts';
import { type Asked, parseAsked } from '../asked.ts';
import type { Bot } from '../bot.ts';
import { note, renderHelp, renderUnclear } from '../help.ts';
import { ask } from './ask.ts';

/** `/diagnose`: acknowledged at once, worked on by the worker. */
export function registerCommands(app: App, bot: Bot): void {
  app.command('/diagnose', async ({ ack, command }) => {
    const asked = parseAsked(command.text ?? '');
    if (asked.kind === 'help') return void (await ack(renderHelp()));
    if (asked.kind === 'unclear') return void (await ack(renderUnclear(command.text)));
    await ack(note(asked.kind === 'last' ? 'Looking at the last failure here …' : 'Looking at it …'));
    const { user_id: by, response_url: responseUrl } = command;
    const target = await findTarget(asked, command.channel_id, bot);
    if (target === undefined)
      return void (await bot.answer(
        responseUrl,
        renderHelp('No failure was told in this channel so far. This is what /diagnose takes:'),
      ));
    await ask(bot, { kind: 'diagnose', by, target, responseUrl }, (told) => bot.answer(responseUrl, told));
  });
}

async function findTarget(
  asked: Exclude<Asked, { kind: 'help' | 'unclear' }>,
  channel: string,
  { table }: Bot,
): Promise<string | undefined> {
  return asked.kind === 'target' ? asked.target : (await lastFailureInChannel(table, channel))?.arn;
}
