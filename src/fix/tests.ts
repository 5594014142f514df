import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { getPathInSource } from './misplaced.ts';
import { sh } from './shell.ts';

/** How one test file is run with the tool that the build called; longest names first. */
const RUNNERS: readonly [RegExp, (place: string) => string][] = [
  [/rspec|\.\/spec\//, (place) => sh`bundle exec rspec ${place}`],
  [/rails test|_test\.rb|test_\w+\.rb/, (place) => sh`bundle exec ruby -Itest ${place.replace(/:\d+$/, '')}`],
  [/phpunit|Test\.php/, (place) => sh`vendor/bin/phpunit ${place.replace(/:\d+$/, '')}`],
  [/mix test|_test\.exs/, (place) => sh`mix test ${place}`],
  [/cargo/, (place) => sh`cargo test ${place}`],
  [
    /ctest|cmake/,
    (place) => sh`ctest --rerun-failed --output-on-failure ${place === '' ? [] : ['-R', place]}`,
  ],
  [/bats/, (place) => sh`bats ${place}`],
  [/prove|\.t$/, (place) => sh`prove -lv ${place}`],
];

/** What to do about failing tests: run the failed one alone, see what changed, rerun where it may be a matter of luck. */
export function getTestSteps({ facts, command }: Situation): FixStep[] {
  const path = facts.path ? getPathInSource(facts.path) : '';
  const place = path ? `${path}${facts.line ? `:${facts.line}` : ''}` : (facts.test ?? '');
  const run = RUNNERS.find(([pattern]) => pattern.test(`${command ?? ''} ${path}`))?.[1](place);
  return [
    {
      title: `Run ${facts.test ?? (path || 'the failed test')} alone, as the build does, and correct it or the code that it tests`,
      // The build's own command is text of the log: it is shown in the report, never offered to be run.
      ...(run ? { command: run } : {}),
      changes: false,
    },
    {
      title: 'See what changed since the tests last passed',
      command: path ? sh`git log --oneline -5 -- ${path}` : 'git log --oneline -10',
      changes: false,
    },
    {
      title: `If it passes when run again, it depends on time, order or the network: make it independent before it is trusted${/^grep|\| ?grep/.test(command ?? '') ? ' (grep ends with 1 when it finds nothing: give it the file to search)' : ''}`,
      changes: false,
    },
  ];
}
