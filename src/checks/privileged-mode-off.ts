import { type Check, confirmed, refuted, unknown } from './check.ts';

/** Read from the build itself: no call. */
export const privilegedModeOff: Check<'privileged-mode-off'> = {
  permissions: [],
  asks: 'whether privileged mode is on',
  word: (_question, build) => `Does ${build.project} run without privileged mode?`,
  async ask(_clients, _question, { privileged, project }) {
    if (privileged === undefined) return unknown('Not checked: the build does not say.');
    return privileged
      ? refuted('Privileged mode is on: dockerd itself did not start in the image.')
      : confirmed(`Privileged mode is off in ${project}.`);
  },
};
