import { findList, findText, getText } from '../arguments.ts';
import { getPostable } from '../channels.ts';
import { addMessage } from '../messages.ts';
import type { Method } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { type JsonObject, type LocalFile, nextId, type SlackState } from '../state.ts';

/** Ask for a URL, put the bytes there, say that it is complete. https://docs.slack.dev/messaging/working-with-files#upload */
export const files: Record<string, Method> = {
  'files.getUploadURLExternal': ({ state, args, url }) => {
    const name = getText(args, 'filename');
    const length = Number(getText(args, 'length'));
    if (!Number.isInteger(length) || length < 1) throw new Refusal('invalid_arguments');
    const altText = findText(args, 'alt_txt') ?? findText(args, 'alt_text');
    const id = nextId(state, 'F');
    state.files.push({
      id,
      name,
      title: name,
      altText,
      content: Buffer.alloc(0),
      channels: [],
      isComplete: false,
    });
    return { upload_url: `${url}/upload/v1/${id}`, file_id: id };
  },

  'files.completeUploadExternal': ({ state, args }) => {
    const wanted = findList(args, 'files', 'invalid_arguments') ?? [];
    if (wanted.length === 0) throw new Refusal('invalid_arguments');
    const completed = wanted.map((each) => getUploaded(state, each));
    const references = [findText(args, 'channel_id'), ...(findText(args, 'channels')?.split(',') ?? [])];
    const channels = references.flatMap((each) => (each === undefined ? [] : [getPostable(state, each)]));
    for (const channel of channels) {
      const place = { channel: channel.id, threadTs: findText(args, 'thread_ts') };
      const message = addMessage(state, place, { text: findText(args, 'initial_comment') });
      message.files = completed.map(({ id }) => id);
    }
    for (const file of completed) {
      file.isComplete = true;
      file.channels.push(...channels.map(({ id }) => id));
    }
    return { files: completed.map(({ id, title }) => ({ id, title })) };
  },
};

/** Keeps the bytes that came to an upload URL. @throws Refusal `file_not_found` */
export function keepUpload(state: SlackState, id: string, content: Buffer): void {
  const file = state.files.find((each) => each.id === id);
  if (file === undefined) throw new Refusal('file_not_found', { status: 404 });
  file.content = content;
}

function getUploaded(state: SlackState, { id, title }: JsonObject): LocalFile {
  const file = state.files.find((each) => each.id === id);
  if (file === undefined || file.content.length === 0) throw new Refusal('file_not_found');
  if (typeof title === 'string') file.title = title;
  return file;
}
