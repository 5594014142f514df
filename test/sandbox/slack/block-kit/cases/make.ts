import type { JsonObject } from '../../state.ts';

/** Blocks for the cases, as small as Slack takes them. */

/** What a message may have: blocks that Slack takes, blocks that it refuses, and its words. */
export type Case = [what: string, taken: JsonObject[], refused: JsonObject[], words: string];

export const x = (length: number) => 'x'.repeat(length);
export const repeat = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const button = (more: JsonObject = {}) => ({ type: 'button', text: plain('Retry'), ...more });
export const actions = (...elements: JsonObject[]) => ({ type: 'actions', elements });
export const image = (alt_text: string) => ({
  type: 'image',
  image_url: 'https://example.com/a.png',
  alt_text,
});
export const select = (options: JsonObject[]) =>
  actions({ type: 'static_select', action_id: 'pick', options });
export const option = (text: string, value = 'v') => ({ text: plain(text), value });
export const cell = (text: string) => ({ type: 'raw_text', text });
export const input = (label: string) => ({
  type: 'input',
  label: plain(label),
  element: { type: 'plain_text_input', action_id: 'a' },
});
export const pie = (title: string, count: number) => ({
  type: 'data_visualization',
  title,
  chart: { type: 'pie', segments: repeat(count, (index) => ({ label: `s${index}`, value: 1 })) },
});
export const bars = (count: number, labels = ['Mon', 'Tue']) => ({
  type: 'data_visualization',
  title: 'Failures',
  chart: {
    type: 'bar',
    series: repeat(count, (index) => ({
      name: `s${index}`,
      data: labels.map((label) => ({ label, value: 1 })),
    })),
    axis_config: { categories: ['Mon', 'Tue'] },
  },
});
