import type { Facts, FixStep } from '../model.ts';
import { placeholder, sh } from './shell.ts';

/** What to do about gems that Bundler cannot install. A git error names no gem: then the token for its repository comes first. */
export function getGemSteps({ package: gem, required }: Facts): FixStep[] {
  const ruby = /\d[\d.]*/.exec(required ?? '')?.[0];
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
  if (ruby) return [getRubyStep(required ?? ruby, ruby), ...own, LOCK_STEP];
  const headers = getHeadersStep(gem);
  if (LIBRARIES[gem ?? '']) return [headers, ...own, LOCK_STEP];
  return gem ? [...own, LOCK_STEP, headers, getTokenStep()] : [getTokenStep(), LOCK_STEP, headers];
}

const LOCK_STEP: FixStep = {
  title: 'Lock for the platform and Ruby of the build, and commit Gemfile.lock',
  command: sh`bundle lock --add-platform x86_64-linux && bundle install && git add Gemfile.lock && git commit -m ${'Update Gemfile.lock'}`,
  changes: true,
  verify: 'bundle check',
};

/** What well-known gems want from the system, in Debian's names: their own instructions for installing. */
const LIBRARIES: Readonly<Record<string, string>> = {
  charlock_holmes: 'libicu-dev',
  curb: 'libcurl4-openssl-dev',
  ffi: 'libffi-dev',
  mimemagic: 'shared-mime-info',
  mysql2: 'default-libmysqlclient-dev',
  nokogiri: 'libxml2-dev libxslt1-dev',
  pg: 'libpq-dev',
  psych: 'libyaml-dev',
  rmagick: 'libmagickwand-dev',
  rugged: 'cmake libssl-dev',
  sqlite3: 'libsqlite3-dev',
};

function getHeadersStep(gem: string | undefined): FixStep {
  const library = LIBRARIES[gem ?? ''];
  return {
    title: library
      ? `Install what ${gem} needs from the system (${library}) before bundle install, in the buildspec or the Dockerfile`
      : 'If a gem does not compile: install the headers that mkmf.log asks for before bundle install (libpq-dev, libmysqlclient-dev, build-essential ...)',
    command: `apt-get update && apt-get install -y build-essential ${library ?? 'libpq-dev'}`,
    changes: false,
  };
}

function getRubyStep(required: string, version: string): FixStep {
  return {
    title: `Give the build a Ruby that fits ${required}: FROM ruby:${version} in a Dockerfile, rbenv (or runtime-versions) in a buildspec; or change what the Gemfile asks for`,
    command: sh`rbenv install --skip-existing ${version} && rbenv global ${version}`,
    changes: false,
    verify: 'ruby --version',
  };
}

/** https://bundler.io/man/bundle-config.1.html#CREDENTIALS-FOR-GEM-SOURCES */
function getTokenStep(): FixStep {
  return {
    title: 'If a gem comes from a private GitHub repository: give Bundler a token that may read it',
    command: sh`export BUNDLE_GITHUB__COM=x-access-token:${placeholder('github token')}`,
    changes: false,
    verify: 'bundle install',
  };
}
