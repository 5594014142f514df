import type { HomeView, ModalView } from '@slack/types';
import { signatures } from '../../../diagnostics/index.ts';
import { renderHome } from '../../../src/slack/home.ts';
import { renderSignatureModal } from '../../../src/slack/signature-modal.ts';
import { renderWrongModal } from '../../../src/slack/wrong-modal.ts';
import { failureOf } from '../../history/failures.ts';

/** A picture of the gallery that shows the home tab or a dialog. */
export interface ViewEntry {
  name: string;
  title: string;
  view: HomeView | ModalView;
}

const NOW = new Date('2026-11-03T12:00:00Z');

function red(project: string, title: string, count: number, since: string) {
  const failure = failureOf(count, { project, title });
  const last = { build: failure.buildId, number: 40 + count, endedAt: since };
  return {
    incident: { ...failure, openedBy: failure.buildId, since, last, builds: [failure.buildId], count },
    mute: undefined,
  };
}

const RED = [
  red('payments-api', 'The build role may not read a Parameter Store parameter', 1, '2026-11-03T11:52:00Z'),
  red('checkout-web', 'JavaScript tests fail', 3, '2026-11-03T08:10:00Z'),
  {
    ...red('infra-live', 'The Terraform state is locked', 2, '2026-11-02T16:00:00Z'),
    mute: { by: 'U0ALICE' },
  },
];

const failure = {
  ...failureOf(1, { project: 'checkout-web', line: 'relcheck: rule R7 broken in 3 places' }),
  lines: ['relcheck: rule R7 broken in 3 places'],
  delivery: 'delivered' as const,
};

/** The home tab and the dialogs. */
export const VIEWS: ViewEntry[] = [
  { name: 'home', title: 'The home tab: what is red now', view: renderHome(RED, NOW) },
  { name: 'home-green', title: 'The home tab when all is green', view: renderHome([], NOW) },
  { name: 'wrong', title: '"Wrong": what was it really?', view: renderWrongModal(failure, signatures) },
  {
    name: 'signature',
    title: '"Make a signature": drafted from the line',
    view: renderSignatureModal(failure),
  },
];
