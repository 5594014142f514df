import type { WebClient } from '@slack/web-api';
import type { SlackDeliveryError } from '../slack/errors.ts';
import { readFailure } from '../slack/read-failure.ts';
import { type DayBars, describeDayBars } from './day-bars.ts';
import { renderPicture } from './picture.ts';

const FILE = 'failed-builds-by-day.png';

/**
 * Draws the chart and shares it in a thread. Returns the file's id, or what went wrong: a digest without a picture is
 * better than none. Where an earlier attempt may have shared it, it is looked for. https://docs.slack.dev/messaging/working-with-files#upload
 */
export async function sharePicture(
  slack: WebClient,
  bars: DayBars,
  { channel, threadTs }: { channel: string; threadTs: string },
  mayBeThere: boolean,
): Promise<{ file: string } | { problem: SlackDeliveryError }> {
  try {
    const there = mayBeThere ? await findShared(slack, channel, threadTs) : undefined;
    if (there !== undefined) return { file: there };
    const png = await renderPicture(bars);
    const { upload_url: url, file_id: file } = await slack.files.getUploadURLExternal({
      filename: FILE,
      length: png.byteLength,
      alt_text: describeDayBars(bars).slice(0, 1000),
    });
    if (url === undefined || file === undefined) throw new Error('Slack gave no address to upload to.');
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: new Blob([new Uint8Array(png)]),
    });
    if (!answer.ok) throw new Error(`Slack answered the upload with ${answer.status}.`);
    await slack.files.completeUploadExternal({
      files: [{ id: file, title: bars.title }],
      channel_id: channel,
      thread_ts: threadTs,
    });
    return { file };
  } catch (error) {
    return { problem: readFailure(error, channel) };
  }
}

/** The file of an attempt that was cut off. Nothing where the app may not look: a second picture is better than none. */
async function findShared(slack: WebClient, channel: string, ts: string): Promise<string | undefined> {
  const { messages = [] } = await slack.conversations
    .replies({ channel, ts })
    .catch(() => ({ messages: [] }));
  return messages.flatMap(({ files = [] }) => files).find(({ name }) => name === FILE)?.id;
}
