import {
  ALICE,
  BOT,
  type LocalChannel,
  type LocalMessage,
  type LocalSlack,
  type LocalUser,
  type LocalView,
  TEAM,
} from '../slack/index.ts';

/** One way to let a build fail. */
export interface PageScenario {
  name: string;
  title: string;
  /** What it stands under in the menu. */
  group?: string | undefined;
  /** More than one build: it stands in the line of things to try. */
  isShow?: boolean | undefined;
}

/** What the page shows: sent whole, after every change. */
export interface PageState {
  team: string;
  bot: string;
  channels: LocalChannel[];
  users: LocalUser[];
  messages: LocalMessage[];
  modal: LocalView | undefined;
  /** The app's home tab, as Alice sees it, once it was opened. */
  home: LocalView | undefined;
  files: { id: string; name: string; title: string; isImage: boolean; altText?: string | undefined }[];
  scenarios: PageScenario[];
  /** Whether the workspace takes Slack's own charts. */
  takesCharts: boolean;
  /** Whether there is a digest to look at as a page. */
  hasDigest: boolean;
}

const IMAGE = /\.(?:png|jpe?g|gif|webp|svg)$/i;

/** @returns what the page shows of the local Slack now; `closed` holds the ids of modals that were closed */
export function createPageState(
  slack: LocalSlack,
  scenarios: readonly PageScenario[],
  closed: ReadonlySet<string>,
  { takesCharts, hasDigest }: Pick<PageState, 'takesCharts' | 'hasDigest'>,
): PageState {
  return {
    team: TEAM.name,
    bot: BOT.user,
    channels: [...slack.channels],
    users: [...slack.users],
    messages: slack.messages(),
    modal: slack.views.findLast(({ id, kind }) => kind === 'modal' && !closed.has(id)),
    home: slack.views.find(({ kind, user }) => kind === 'home' && user === ALICE),
    files: slack.files.map(({ id, name, title, altText }) => ({
      id,
      name,
      title,
      altText,
      isImage: IMAGE.test(name),
    })),
    scenarios: [...scenarios],
    takesCharts,
    hasDigest,
  };
}
