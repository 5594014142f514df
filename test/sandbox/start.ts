import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { renderMessageText } from './render-message.ts';
import type { Run } from './runs.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { FIRST_SCENARIO } from './scenario-menu.ts';

/**
 * What `npm start` runs: Faultline with a local AWS and a local Slack. A build fails, its message is printed, and the
 * page goes on until Ctrl-C. `--once` ends after the message; `--port 4000` gives the page that port.
 */
async function start(): Promise<void> {
  const { values } = parseArgs({ options: { once: { type: 'boolean' }, port: { type: 'string' } } });
  console.log(pc.dim('A local AWS and a local Slack start on this machine; nothing leaves it.\n'));
  const sandbox = await startSandbox({ port: values.port === undefined ? undefined : Number(values.port) });
  const ended = values.once ? Promise.resolve() : waitForEnd();
  try {
    const run = await sandbox.run(FIRST_SCENARIO);
    printSteps(run);
    printMessage(run, sandbox);
    if (!values.once) printPage(sandbox);
    await ended;
  } finally {
    await sandbox.stop();
  }
}

function printSteps({ steps }: Run): void {
  for (const { ms, what, text } of steps)
    console.log(`${pc.dim(`${String(Math.round(ms)).padStart(6)} ms`)}  ${pc.bold(what.padEnd(9))}  ${text}`);
}

function printMessage({ told }: Run, { slack }: Sandbox): void {
  if (told === 'green' || !('ts' in told)) throw new Error('No message stands in the channel.');
  const message = slack.messages(told.channel).find(({ ts }) => ts === told.ts);
  const channel = slack.channels.find(({ id }) => id === told.channel);
  if (!message) throw new Error(`The channel ${told.channel} does not show the message.`);
  console.log(`\n${rule(`#${channel?.name ?? told.channel}`)}\n`);
  console.log(renderMessageText(message, pc.isColorSupported));
  console.log(`\n${rule('')}`);
}

function printPage({ page }: Sandbox): void {
  console.log(`\n${pc.bold(page.url)} shows it as Slack does, and lets other builds fail.`);
  console.log('Ctrl-C ends it.');
}

function rule(title: string): string {
  return pc.dim(title === '' ? '─'.repeat(60) : `── ${title} ${'─'.repeat(56 - title.length)}`);
}

/** npm passes a signal on that its child has received already: the second one is the same wish. */
function waitForEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}

await start();
