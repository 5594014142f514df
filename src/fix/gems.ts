import type { Facts, FixStep } from '../model.ts';
import { placeholder, sh } from './shell.ts';

/** What to do about gems that Bundler cannot install. A git error names no gem: then the token for its repository comes first. */
export function getGemSteps({ package: gem }: Facts): FixStep[] {
  const own: FixStep[] = gem
    ? [
        {
          title: `Bring ${gem} in Gemfile and Gemfile.lock in step`,
          command: sh`bundle update ${gem} --conservative`,
          changes: true,
          verify: 'bundle install',
        },
      ]
    : [];
  return gem ? [...own, LOCK_STEP, HEADERS_STEP, getTokenStep()] : [getTokenStep(), LOCK_STEP, HEADERS_STEP];
}

const LOCK_STEP: FixStep = {
  title: 'Lock for the platform and Ruby of the build, and commit Gemfile.lock',
  command: sh`bundle lock --add-platform x86_64-linux && bundle install && git add Gemfile.lock && git commit -m ${'Update Gemfile.lock'}`,
  changes: true,
  verify: 'bundle check',
};

const HEADERS_STEP: FixStep = {
  title:
    'If a gem does not compile: install the headers that mkmf.log asks for before bundle install (libpq-dev, libmysqlclient-dev, build-essential ...)',
  command: 'apt-get update && apt-get install -y build-essential libpq-dev',
  changes: false,
};

/** https://bundler.io/man/bundle-config.1.html#CREDENTIALS-FOR-GEM-SOURCES */
function getTokenStep(): FixStep {
  return {
    title: 'If a gem comes from a private GitHub repository: give Bundler a token that may read it',
    command: sh`export BUNDLE_GITHUB__COM=x-access-token:${placeholder('github token')}`,
    changes: false,
    verify: 'bundle install',
  };
}
