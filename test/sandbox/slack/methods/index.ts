import type { Method } from '../method.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import { people } from './people.ts';
import { views } from './views.ts';

/** Every method of the Web API that the local Slack knows. */
export const METHODS: Readonly<Record<string, Method>> = {
  ...chat,
  ...conversations,
  ...files,
  ...people,
  ...views,
};
