import { getGemSteps } from '../../src/fix/gems.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'ruby-bundler-failed',
  family: 'compiled',
  title: 'Bundler or RubyGems cannot resolve or install the gems',
  patterns: [
    /Could not find (?:gem )?['"`]?(?<package>[\w.-]+?)(?:-(?<version>\d[\w.]*)(?:-[\w-]+)?)?(?: \([^)]*\))?['"`]?(?:, [\w.-]+)* in (?:any of the (?:gem )?sources|locally installed gems|rubygems repository|cached gems|source at|\S+ or installed locally)/,
    /Could not find a valid gem '(?<package>[^']+)'/,
    /Bundler could not find compatible versions for gem "(?<package>[^"]+)"/,
    {
      line: /Could not find compatible versions$/,
      near: { line: /Because (?:every version of )?\S+/, within: 4 },
    },
    /Your Ruby version is (?<version>[\d.]+), but your Gemfile specified (?<required>(?:[~>=<]+ ?)?\d+(?:\.\d+)*)/,
    /conflicting requirements for the Ruby.? version|current Ruby version is =/,
    /(?<package>[A-Za-z][\w-]{0,60})-(?<version>\d[\w.]{0,20})(?:-[\w-]{1,40})? requires [Rr]uby version (?<required>[~>=<]+ ?\d+(?:\.\d+)*)/,
    /^\s*(?<package>[A-Za-z][\w-]{0,60}) requires Ruby version (?<required>[~>=<]+ ?\d+(?:\.\d+)*)/,
    /last version of (?<package>[\w.-]+) \(.{1,40}\) to support your Ruby & RubyGems was (?<version>\d[\w.]*\w)/,
    /An error occurred while installing (?<package>[\w.-]+) \((?<version>[^)]+)\), and Bundler (?:cannot|could not) continue/,
    {
      line: /ERROR: Failed to build gem native extension/,
      near: {
        line: /current directory: \S{0,200}\/gems\/(?<package>[\w-]{1,60})-(?<version>\d[\w.]{0,20})\/ext/,
        within: 4,
      },
    },
    /Gem::Ext::BuildError: ERROR: Failed to build gem native extension|ERROR: Failed to build gem native extension/,
    { line: /ERROR: {2}Error installing (?<package>[\w.-]+):/, strength: 'likely' },
    /Could not find '(?<package>bundler)' \((?<version>[\d.]+)\) required by|You must use Bundler \d+ or greater with this lockfile|can't find gem bundler \(/,
    /Your bundle only supports platforms \[/,
    /bundler: (?:command not found|failed to load command): (?<tool>\S+)/,
    /You are trying to install in deployment mode after changing|because frozen (?:mode is|was) set/,
    /Bundler::(?:GemNotFound|GemspecError|VersionConflict|SolveFailure|InstallError|PermissionError)\b/,
    /Bundler::GemRequireError|There was an error while trying to load the gem '(?<package>[^']+)'/,
    // A gem's private repository: git's own words stand around this line.
    /Bundler::Source::Git::GitCommandError|Git error: command [`'"]git /,
    { line: /Revision \S+ does not exist in the repository \S+\. Maybe you misspelled it/ },
    /(?:Authentication is required for|Bad username or password for|Access token could not be authenticated for) (?<url>\S+?)\.?$/,
    {
      line: /cannot load such file -- bundler|ensure_bundle|Run `bundle install` to install missing gems/,
      strength: 'likely',
    },
    { line: /Bundler::HTTPError|Could not fetch specs from (?<url>https?:\/\/\S+)/, strength: 'likely' },
  ],
  above: [
    'native-compile-error',
    'source-access-denied',
    'git-failed',
    'docker-build-step-failed',
    'command-not-found',
  ],
  explain: ({ facts }) =>
    facts.package
      ? `The gem \`${facts.package}\`${facts.version ? ` ${facts.version}` : ''} cannot be found or installed by Bundler in this build.`
      : 'Bundler cannot resolve or install the gems of Gemfile.lock in this build: its own line names what it misses.',
  fix: ({ facts }) => getGemSteps(facts),
});
